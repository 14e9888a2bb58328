import { Resolver } from 'node:dns/promises';

/** Gives the addresses of a name; none where there is no such name or nobody answers for it. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

/**
 * By questions to the name servers, of which any number can be open. The system's own lookup would occupy a thread of the
 * process, of which there are few: a name whose servers keep silent would hold up all others, the database's among them. So
 * the machine's hosts file and its search domains do not count here.
 */
export const resolveName: ResolveName = async (name, signal) => {
  if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1'];
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

import { isIP } from 'node:net';
import { ValidationError } from '../domain/errors.ts';
import { inNetworks, isPublicAddress } from './address-rules.ts';
import { type ResolveName, resolveName } from './resolve-name.ts';

export interface TargetOptions {
  /** Networks that are not public and may be reached all the same, also by http. */
  readonly networks?: readonly string[];
  readonly resolve?: ResolveName;
}

/** Where a delivery goes: to these addresses and no others, whatever the name leads to a moment later. */
export interface Target {
  readonly url: URL;
  readonly addresses: readonly string[];
}

const urlLengthMax = 2_000;
/** What a name leads to is asked for this long when a webhook is made; at a delivery it counts again. */
const registrationLookupMs = 3_000;

/**
 * Which URLs a webhook may have. Whoever makes one has this server send requests: they must not reach what is only to be
 * reached from here. The name is resolved at each delivery, every address it leads to is checked, and the connection goes to
 * one of those very addresses.
 */
export class WebhookTargets {
  readonly #isAllowedNetwork: (address: string) => boolean;
  readonly #resolve: ResolveName;

  constructor({ networks = [], resolve = resolveName }: TargetOptions = {}) {
    this.#isAllowedNetwork = inNetworks(networks);
    this.#resolve = resolve;
  }

  /** Throws a `ValidationError`. A name that leads nowhere yet may do so later. */
  async check(text: string): Promise<void> {
    const url = readUrl(text);
    const addresses = await this.#addressesOf(url, AbortSignal.timeout(registrationLookupMs));
    const problem = this.#problemOf(url, addresses);
    if (problem !== null) throw new ValidationError(`url ${problem}`);
  }

  /** Throws an error that says why nothing is sent there. */
  async resolve(text: string, signal: AbortSignal): Promise<Target> {
    const url = readUrl(text);
    const addresses = await this.#addressesOf(url, signal);
    const problem = this.#problemOf(url, addresses);
    if (problem !== null) throw new Error(`The URL ${problem}`);
    if (addresses.length === 0) throw new Error(`The name ${url.hostname} leads to no address.`);
    return { url, addresses };
  }

  async #addressesOf({ hostname }: URL, signal: AbortSignal): Promise<readonly string[]> {
    // A URL has all ways to write an IPv4 address (0x7f.1, 2130706433) as four decimal numbers.
    const host = hostname.replace(/^\[|\]$/g, '');
    return isIP(host) === 0 ? this.#resolve(host.replace(/\.$/, ''), signal) : [host];
  }

  /** A name with one address that is refused is refused: which of them would be taken is chance. */
  #problemOf({ protocol }: URL, addresses: readonly string[]): string | null {
    const isAllowed = (address: string) => isPublicAddress(address) || this.#isAllowedNetwork(address);
    if (!addresses.every(isAllowed)) {
      return 'leads to an address that is not public; see OFFGRIDFLOW_WEBHOOK_NETWORKS.';
    }
    const isWithin = addresses.length > 0 && addresses.every(this.#isAllowedNetwork);
    if (protocol !== 'https:' && !isWithin) return 'must begin with https://.';
    return null;
  }
}

function readUrl(text: string): URL {
  const url = text.length <= urlLengthMax && URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ValidationError(
      `url must be one of at most ${urlLengthMax} characters that begins with https://.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ValidationError('url must have no user and password: deliveries are signed instead.');
  }
  if (url.hash !== '') throw new ValidationError('url must have no #fragment, which is never sent.');
  return url;
}

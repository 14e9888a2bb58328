/** A word before its variables are known. */
type Word = readonly ({ readonly text: string } | { readonly variable: string })[];

export interface ShellCommand {
  readonly words: readonly Word[];
  /** The comment behind it, without the `#`. */
  readonly comment: string;
}

/**
 * Reads the part of a shell's language that documents need: commands on lines or behind `&&`, quotes, `\` at the end
 * of a line, `$NAME`, comments. Throws for everything else, so that no document says what its test passes over.
 */
export function parseShell(text: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: Word[] = [];
  const rest = new Cursor(text);
  const endCommand = (comment: string) => {
    if (words.length > 0) commands.push({ words, comment });
    words = [];
  };
  while (!rest.isAtEnd()) {
    if (rest.take(/[ \t]+|\\\n/y) !== null) continue;
    const comment = rest.take(/#[^\n]*/y);
    if (comment !== null) endCommand(comment.slice(1).trim());
    else if (rest.take(/\n|&&/y) !== null) endCommand('');
    else words.push(readWord(rest));
  }
  endCommand('');
  return commands;
}

export function expand(word: Word, variables: ReadonlyMap<string, string>): string {
  return word.map((part) => ('text' in part ? part.text : variableValue(part.variable, variables))).join('');
}

function variableValue(name: string, variables: ReadonlyMap<string, string>): string {
  const value = variables.get(name);
  if (value === undefined) throw new Error(`$${name} is used before it is set.`);
  return value;
}

function readWord(rest: Cursor): Word {
  const parts: ({ text: string } | { variable: string })[] = [];
  for (;;) {
    const plain = rest.take(/[\w./:@=,?+%-]+/y);
    const single = plain === null ? rest.take(/'[^']*'/y) : null;
    if (plain !== null) parts.push({ text: plain });
    else if (single !== null) parts.push({ text: single.slice(1, -1) });
    else if (rest.take(/"/y) !== null) parts.push(...readDoubleQuoted(rest));
    else if (rest.sees(/\$/y)) parts.push(readVariable(rest));
    else break;
  }
  if (parts.length === 0) throw rest.notUnderstood();
  return parts;
}

function readDoubleQuoted(rest: Cursor): ({ text: string } | { variable: string })[] {
  const parts: ({ text: string } | { variable: string })[] = [];
  while (rest.take(/"/y) === null) {
    const text = rest.take(/[^"$\\`]+/y);
    parts.push(text === null ? readVariable(rest) : { text });
  }
  return parts;
}

function readVariable(rest: Cursor): { variable: string } {
  const name = rest.take(/\$[A-Z_]+/y);
  if (name === null) throw rest.notUnderstood();
  return { variable: name.slice(1) };
}

class Cursor {
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return this.#place >= this.#text.length;
  }

  /** What the sticky pattern matches here, or null. */
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#place;
    const [match] = pattern.exec(this.#text) ?? [];
    if (match === undefined) return null;
    this.#place += match.length;
    return match;
  }

  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.#place;
    return pattern.test(this.#text);
  }

  notUnderstood(): Error {
    return new Error(
      `This shell is not understood from here on: ${this.#text.slice(this.#place, this.#place + 60)}`,
    );
  }
}

/** How the text of a setting is read. Durations are kept in milliseconds. */
export type SettingKind =
  | { readonly type: 'text' }
  /** As a row or a header may name an owner. */
  | { readonly type: 'name' }
  | {
      readonly type: 'url';
      readonly protocols: readonly string[];
      readonly example: string;
      readonly mayHaveUser: boolean;
    }
  | { readonly type: 'duration'; readonly minMs: number }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  /** One or several of the choices, separated by commas. */
  | { readonly type: 'choices'; readonly choices: readonly string[] }
  /** One or several origins of web pages, separated by commas. */
  | { readonly type: 'origins' }
  /** One or several networks or addresses, separated by commas. */
  | { readonly type: 'networks' }
  /** Never shown, not even where it is refused. */
  | { readonly type: 'secret' };

export interface Setting {
  readonly env: string;
  /** The option of the command line, without its dashes. */
  readonly flag: string;
  readonly kind: SettingKind;
  /** As a user would write it; null where there is none. */
  readonly default: string | null;
  readonly help: string;
}

/** No duration is longer: a timer of Node takes at most 24 days, and goes off at once for more. */
export const durationMaxMs = 7 * 24 * 3_600_000;

export const text: SettingKind = { type: 'text' };
export const duration = (minMs: number): SettingKind => ({ type: 'duration', minMs });
export const web = (example: string): SettingKind => ({
  ...{ type: 'url', protocols: ['http:', 'https:'], example },
  mayHaveUser: false,
});
export const integer = (min: number, max: number): SettingKind => ({ type: 'integer', min, max });

import { type Command, Option } from 'commander';
import { type Config, type Flags, readConfig, writtenDefaults } from '../app/config.ts';
import type { Setting } from '../app/setting-kinds.ts';
import { type SettingName, settings } from '../app/settings.ts';

/** Adds a flag for each of the settings, with its variable and default in the help. */
export function withSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) {
    const setting: Setting = settings[name];
    command.addOption(new Option(`--${setting.flag} <${placeholderOf(setting)}>`, helpOf(name)));
  }
  if (names.some((name) => settings[name].kind.type === 'duration')) {
    command.addHelpText(
      'after',
      '\nTimes are written as 500ms, 30s, 5m or 1h. A flag wins over its variable.',
    );
  }
  return command;
}

function helpOf(name: SettingName): string {
  const { help, env, kind }: Setting = settings[name];
  const choices = kind.type === 'choice' || kind.type === 'choices' ? `: ${kind.choices.join(', ')}` : '';
  const defaults = writtenDefaults(name);
  return `${help}${choices} (${env}${defaults === null ? '' : `, default ${defaults}`})`;
}

function placeholderOf({ kind }: Setting): string {
  return {
    text: 'value',
    name: 'name',
    url: 'url',
    duration: 'time',
    integer: 'count',
    choice: 'name',
    choices: 'names',
    origins: 'origins',
    networks: 'networks',
    secret: 'key',
  }[kind.type];
}

/** The configuration of a command that was given these options. */
export function configOf(options: Readonly<Record<string, unknown>>): Config {
  const flags: Flags = {};
  for (const [name, setting] of Object.entries(settings)) {
    const value = options[camelCased(setting.flag)];
    if (typeof value === 'string') flags[name as SettingName] = value;
  }
  return readConfig(undefined, flags);
}

/** As commander names an option. */
function camelCased(flag: string): string {
  return flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

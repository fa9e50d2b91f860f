import { ComponentType, MessageFlags } from 'discord.js';
import { atMost, checkOptions, eachOnce, filled, type Part, partsOf, within } from './measure.ts';
import type { MessageBody } from './payload.ts';

/**
 * Discord's limits for a message, in this one place; those of forms and choices stand in limits-form.ts. Source: Discord's API v10.
 * @throws Error that names the limit, what was expected and what came.
 */
export function checkMessage(body: MessageBody): void {
  const { content, components, attachments, flags } = body;
  if (flags & MessageFlags.IsComponentsV2) {
    if (content !== undefined) throw new Error('content: expected none beside components v2.');
  } else {
    filled('content', content, 2000);
    atMost('rows of buttons', components.length, 5);
  }
  const parts = partsOf(components);
  atMost('components, nested ones included', parts.length, 40);
  atMost('text of all components', sum(parts.map(({ content = '' }) => content.length)), 4000);
  eachOnce(
    'custom_id in a message',
    parts.flatMap(({ custom_id }) => custom_id ?? []),
  );
  checkFiles(attachments.map(({ filename }) => filename));
  for (const part of parts) checks[part.type as ComponentType]?.(part);
}

function checkUrl(url: string | undefined): void {
  if (url === undefined) return;
  atMost('address of a link', url.length, 512);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error('address of a link: expected one that begins with http:// or https://.');
  }
}

function checkFiles(names: readonly string[]): void {
  atMost('files', names.length, 10);
  eachOnce('name of a file', names);
  for (const name of names) {
    if (!/^[\w.-]+$/.test(name))
      throw new Error(`name of a file: expected letters, digits, ., - and _, got ${name}.`);
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const checks: Partial<Record<ComponentType, (part: Part) => void>> = {
  [ComponentType.Container]: ({ components = [] }) => within('parts of a card', components.length, 1, 40),
  [ComponentType.TextDisplay]: ({ content }) => filled('text', content, 4000),
  [ComponentType.ActionRow]: ({ components = [] }) => within('buttons in a row', components.length, 1, 5),
  [ComponentType.Button]: ({ label, url }) => {
    filled('label of a button', label, 80);
    checkUrl(url);
  },
  [ComponentType.StringSelect]: menu => {
    atMost('placeholder', menu.placeholder?.length ?? 0, 150);
    checkOptions(menu, 1, 25);
  },
  [ComponentType.MediaGallery]: ({ items = [] }) => {
    within('pictures', items.length, 1, 10);
    for (const { description } of items) filled('alt text', description, 1024);
  },
};

import {
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type RawFile,
} from 'discord.js';
import { quoted } from '../core/own-words.ts';
import type { Attachment, Block, Button, Card, Menu, Plain } from '../core/reply.ts';
import { customId } from './custom-id.ts';
import { checkMessage } from './limits.ts';
import type { MessageBody } from './payload.ts';
import { quoteId } from './quote.ts';

/** A message as Discord takes it, with the files that go beside its JSON. */
export interface Rendered {
  body: MessageBody;
  files: RawFile[];
}

/**
 * A card or a plain line as a Discord message. `flags` are added to those the form of the message needs.
 * @throws Error that names the limit of Discord's that is exceeded.
 */
export function renderMessage(reply: Card | Plain, flags = 0): Rendered {
  const shared = { allowed_mentions: { parse: [] as [] } };
  const body: MessageBody =
    reply.kind === 'plain'
      ? { ...shared, content: reply.content, components: reply.rows.map(buttonRow), attachments: [], flags }
      : {
          ...shared,
          components: [container(reply)],
          attachments: attachmentsOf(reply).map(({ name, alt }, index) => ({
            id: String(index),
            filename: name,
            ...(alt && { description: alt }),
          })),
          flags: flags | MessageFlags.IsComponentsV2,
        };
  checkMessage(body);
  return { body, files: reply.kind === 'card' ? attachmentsOf(reply).map(rawFile) : [] };
}

function container({ blocks, tone }: Card): APIContainerComponent {
  return {
    type: ComponentType.Container,
    accent_color: accents[tone],
    components: blocks.map(blockComponent),
  };
}

function blockComponent(block: Block): APIComponentInContainer {
  switch (block.kind) {
    case 'title':
      return { type: ComponentType.TextDisplay, content: `### ${block.text}` };
    case 'text':
      return { type: ComponentType.TextDisplay, content: block.text };
    case 'small':
      return { type: ComponentType.TextDisplay, content: `-# ${block.text}` };
    case 'quote':
      return { type: ComponentType.TextDisplay, id: quoteId, content: quoted(block.words) };
    case 'divider':
      return { type: ComponentType.Separator };
    case 'section':
      return {
        type: ComponentType.Section,
        components: [{ type: ComponentType.TextDisplay, content: block.text }],
        accessory: buttonComponent(block.button),
      };
    case 'picture': {
      const { name, alt } = block.picture;
      return {
        type: ComponentType.MediaGallery,
        items: [{ media: { url: `attachment://${name}` }, description: alt }],
      };
    }
    case 'file':
      return { type: ComponentType.File, file: { url: `attachment://${block.file.name}` } };
    case 'row':
      return buttonRow(block.buttons);
    case 'menu':
      return { type: ComponentType.ActionRow, components: [selectMenu(block.menu)] };
  }
}

function buttonRow(buttons: readonly Button[]) {
  return { type: ComponentType.ActionRow as const, components: buttons.map(buttonComponent) };
}

function buttonComponent(button: Button): APIButtonComponentWithCustomId | APIButtonComponentWithURL {
  const type = ComponentType.Button;
  if ('url' in button) return { type, style: ButtonStyle.Link, label: button.label, url: button.url };
  return { type, style: buttonStyles[button.style], label: button.label, custom_id: customId(button.to) };
}

function selectMenu({ to, placeholder, options, most = 1 }: Menu): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId(to),
    placeholder,
    min_values: 1,
    max_values: most,
    options: options.map(({ label, value, hint, chosen }) => ({
      label,
      value,
      ...(hint && { description: hint }),
      ...(chosen && { default: true }),
    })),
  };
}

const attachmentsOf = ({ blocks }: Card): (Attachment & { alt?: string })[] =>
  blocks.flatMap(block =>
    block.kind === 'picture' ? [block.picture] : block.kind === 'file' ? [block.file] : [],
  );

const rawFile = ({ name, data }: Attachment): RawFile => ({ name, data: Buffer.from(data) });

const buttonStyles = {
  main: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  alert: ButtonStyle.Danger,
} as const;

/** A quiet green, and a warm amber for help; both read on dark and light, and the words never depend on them. */
const accents = { calm: 0x5b8f8a, help: 0xb7791f };

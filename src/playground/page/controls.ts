/** Draws what can be pressed and chosen on a message: buttons, links and menus. */
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
} from 'discord-api-types/v10';
import { buttonStyle, component } from './discord.ts';
import { make, makeButton } from './dom.ts';
import { icon } from './icons.ts';
import { makeLink } from './markdown-draw.ts';
import { createSelect } from './select.ts';

export interface ControlHandlers {
  press(customId: string, control: HTMLElement): void;
  choose(customId: string, values: string[], control: HTMLElement): void;
}

export function drawRow(
  row: APIActionRowComponent<APIComponentInMessageActionRow>,
  handlers: ControlHandlers,
): HTMLElement {
  return make('div', { class: 'row' }, ...row.components.map(part => drawControl(part, handlers)));
}

export function drawButton(button: APIButtonComponent, handlers: ControlHandlers): HTMLElement {
  if (button.style === buttonStyle.premium) return make('span', { class: 'unknown' }, 'A premium button');
  const label = [button.emoji?.name, button.label].filter(part => part !== undefined).join(' ');
  if (button.style === buttonStyle.link) {
    return makeLink(button.url, { class: 'button plain' }, label, icon('open'));
  }
  const { custom_id: customId, style, disabled } = button;
  const element: HTMLButtonElement = makeButton(
    { class: `button ${styleNames[style]}`, disabled },
    () => handlers.press(customId, element),
    label,
  );
  return element;
}

function drawControl(part: APIComponentInMessageActionRow, handlers: ControlHandlers): HTMLElement {
  if (part.type === component.button) return drawButton(part, handlers);
  if (part.type !== component.menu) {
    return make('p', { class: 'unknown' }, `The page cannot draw menu type ${part.type} yet.`);
  }
  const select = createSelect({
    menu: part,
    label: part.placeholder ?? 'Make a selection',
    onChoose: values => handlers.choose(part.custom_id, values, select.button),
  });
  return select.element;
}

/** By Discord's number for the style. */
const styleNames = { 1: 'main', 2: 'plain', 3: 'good', 4: 'alert' } as const;

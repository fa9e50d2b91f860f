/** Draws Discord's message components. Buttons and menus are in controls.ts. */
import type {
  APIContainerComponent,
  APIFileComponent,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APISeparatorComponent,
} from 'discord-api-types/v10';
import type { SeenMessage } from '../standin/contract.ts';
import { type ControlHandlers, drawButton, drawRow } from './controls.ts';
import { component } from './discord.ts';
import { make } from './dom.ts';
import { drawMarkdown, type Wording } from './markdown-draw.ts';
import { drawFile, drawPicture, findMedia } from './media.ts';

export interface Drawing extends ControlHandlers {
  message: SeenMessage;
  wording: Wording;
}

/** Draws one component of a message, with everything inside it. */
export function drawComponent(part: APIMessageTopLevelComponent, drawing: Drawing): HTMLElement {
  switch (part.type) {
    case component.container:
      return drawContainer(part, drawing);
    case component.text:
      return drawMarkdown(part.content, drawing.wording);
    case component.section:
      return drawSection(part, drawing);
    case component.separator:
      return drawSeparator(part);
    case component.gallery:
      return make(
        'div',
        { class: 'gallery' },
        ...part.items.map(item => drawPicture(findMedia(item.media, drawing.message), item.description)),
      );
    case component.file:
      return drawFileComponent(part, drawing.message);
    case component.row:
      return drawRow(part, drawing);
    default:
      return drawUnknown(part);
  }
}

function drawContainer(part: APIContainerComponent, drawing: Drawing): HTMLElement {
  const inside = part.components.map(inner => drawComponent(inner, drawing));
  const element = make('section', { class: 'container' }, ...inside);
  if (part.accent_color !== undefined && part.accent_color !== null) {
    element.classList.add('accented');
    element.style.setProperty('--accent', `#${part.accent_color.toString(16).padStart(6, '0')}`);
  }
  return element;
}

function drawSection(part: APISectionComponent, drawing: Drawing): HTMLElement {
  const texts = part.components.map(inner => drawMarkdown(inner.content, drawing.wording));
  const { accessory } = part;
  const beside =
    accessory.type === component.thumbnail
      ? drawPicture(findMedia(accessory.media, drawing.message), accessory.description)
      : drawButton(accessory, drawing);
  return make(
    'div',
    { class: 'section' },
    make('div', { class: 'section-text' }, ...texts),
    make('div', { class: 'section-accessory' }, beside),
  );
}

function drawSeparator({ divider, spacing }: APISeparatorComponent): HTMLElement {
  const size = spacing === 2 ? 'separator large' : 'separator';
  return make('div', { class: divider === false ? size : `${size} ruled` });
}

function drawFileComponent(part: APIFileComponent, message: SeenMessage): HTMLElement {
  const media = findMedia(part.file, message);
  return drawFile({ ...media, name: part.name ?? media.name, size: part.size ?? media.size });
}

function drawUnknown(part: { type: number }): HTMLElement {
  return make('p', { class: 'unknown' }, `The page cannot draw component type ${part.type} here.`);
}

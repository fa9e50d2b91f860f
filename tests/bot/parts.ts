/** Reads the parts of a message that a person sees, whatever they are nested in. */
export interface Part {
  type: number;
  content?: string;
  label?: string;
  custom_id?: string;
  url?: string;
  disabled?: boolean;
  placeholder?: string;
  options?: { label: string; value: string }[];
  components?: Part[];
  component?: Part;
  accessory?: Part;
  items?: { description?: string | null; media: { url: string } }[];
}

export type ButtonPart = Part & { label: string };
export type MenuPart = Part & { custom_id: string; options: { label: string; value: string }[] };

export function partsOf(components: readonly object[] = []): Part[] {
  return (components as readonly Part[]).flatMap(part => [
    part,
    ...partsOf(part.components),
    ...(part.component ? partsOf([part.component]) : []),
    ...(part.accessory ? partsOf([part.accessory]) : []),
  ]);
}

export const buttonsOf = ({ components }: { components?: readonly object[] }) =>
  partsOf(components).filter((part): part is ButtonPart => part.type === 2 && part.label !== undefined);

export const menusOf = ({ components }: { components?: readonly object[] }) =>
  partsOf(components).filter((part): part is MenuPart => part.type === 3);

export const picturesOf = ({ components }: { components?: readonly object[] }) =>
  partsOf(components).flatMap(part => part.items ?? []);

export const textOf = ({ content, components }: { content?: string; components?: readonly object[] }) =>
  [content, ...partsOf(components).map(part => part.content)].filter(text => text).join('\n');

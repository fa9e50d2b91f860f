/** Line drawings of our own, 24 by 24, drawn with the colour of the text around them. */

/** Draws an icon that a screen reader skips: the words beside it carry the meaning. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

const namespace = 'http://www.w3.org/2000/svg';

const paths = {
  channel: 'M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16',
  direct: 'M4 5h16v11H11l-5 4v-4H4z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  eye: 'M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 12h14M12 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  menu: 'M4 7h16M4 12h16M4 17h16',
  open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3.5-6 8-6 1 0 2 .1 2.8.3M18.5 15v6M15.5 18h6',
  phone: 'M7 2.5h10v19H7zM10.5 18.5h3',
  panel: 'M3 4.5h18v15H3zM14.5 4.5v15M17 8.5h1.5M17 12h1.5',
  sealed: 'M6 11h12v9.5H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  silent: 'M18 15V10a6 6 0 0 0-9-5.2M6 10v5l-1.5 2.5H17M10 20.5h4M3.5 3.5l17 17',
  restart: 'M20 12a8 8 0 1 1-2.6-5.9M20 3v4.5h-4.5',
  wipe: 'M4.5 6.5h15M9.5 6V3.5h5V6M6.5 6.5l1 14h9l1-14M10 10.5v6M14 10.5v6',
  reply: 'M4 18v-4a4 4 0 0 1 4-4h11M15 6l4 4-4 4',
} as const;

import type { Keeper } from '../../live/keeper.ts';
import type { Resources } from '../../live/resources.ts';
import type { Placed } from './layout.ts';
import { type Look, lookOf, SHAPES } from './looks.ts';
import { CARD_WIDTH, type Item, type Link, PORT_HEIGHT } from './model.ts';
import { eipsOfInterface, kindOf, nameOf } from './names.ts';
import { pathOf } from './path.ts';
import type { LaidOut } from './useLayout.ts';

/*
 * The whole map as a picture, drawn from its layout: a picture of the page would have what is in
 * sight alone.
 */

/** Browsers draw no larger pictures. */
const MOST_PIXELS = 16_000_000;
const MARGIN = 24;

/** Saves the map as a file. */
export async function exportMap(
  format: 'SVG' | 'PNG',
  keeper: Keeper,
  laidOut: LaidOut | undefined,
): Promise<void> {
  if (laidOut === undefined || laidOut.placed.length === 0) return;
  const picture = drawMap(keeper.resources, laidOut, paletteOf(document.body));
  const svg = new Blob([picture.svg], { type: 'image/svg+xml' });
  if (format === 'SVG') save(svg, 'network.svg');
  else save(await rastered(svg, picture.width, picture.height), 'network.png');
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function rastered(svg: Blob, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)));
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The colours of the theme. */
export interface Palette {
  readonly ground: string;
  readonly area: string;
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly quiet: string;
  readonly looks: Readonly<Record<Look, string>>;
}

function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const rgb = (name: string) => `rgb(${colour(name)})`;
  return {
    ground: colour('--color-bg-1'),
    area: colour('--color-fill-1'),
    card: colour('--color-bg-2'),
    line: colour('--color-border-3'),
    text: colour('--color-text-1'),
    quiet: colour('--color-text-3'),
    looks: {
      free: rgb('--green-6'),
      used: rgb('--arcoblue-6'),
      moving: rgb('--orange-6'),
      off: colour('--color-text-3'),
      bad: rgb('--red-6'),
    },
  };
}

export function drawMap(
  resources: Resources,
  { placed, links }: LaidOut,
  palette: Palette,
): { readonly svg: string; readonly width: number; readonly height: number } {
  const width = Math.max(...placed.map(({ at, box }) => at.x + box.width)) + MARGIN;
  const height = Math.max(...placed.map(({ at, box }) => at.y + box.height)) + MARGIN;
  const at = new Map(placed.map((each) => [each.item.id, each]));
  const areas = placed.filter(({ item }) => isArea(item));
  const things = placed.filter(({ item }) => !isArea(item));
  const draw = new Drawing(resources, palette);
  const parts = [
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${width + MARGIN}" height="${height + MARGIN}" fill="${palette.ground}"/>`,
    ...areas.map((each) => draw.area(each)),
    ...links.map((link) => draw.line(link, at)),
    ...things.map((each) => draw.thing(each)),
  ];
  const size = { width: width + MARGIN, height: height + MARGIN };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-MARGIN} ${-MARGIN} ${size.width} ${size.height}" width="${size.width}" height="${size.height}" font-family="system-ui, sans-serif" font-size="12">${parts.join('\n')}</svg>`;
  return { svg, ...size };
}

const AREAS: readonly Item['kind'][] = ['vpc', 'zone', 'subnet', 'outside'];
const isArea = ({ kind }: Item) => AREAS.includes(kind);

class Drawing {
  readonly #resources: Resources;
  readonly #palette: Palette;

  constructor(resources: Resources, palette: Palette) {
    this.#resources = resources;
    this.#palette = palette;
  }

  area({ item, at, box }: Placed): string {
    const { area, line, card } = this.#palette;
    const fill = item.kind === 'subnet' ? card : item.kind === 'zone' ? 'none' : area;
    const dashes = item.kind === 'zone' ? ' stroke-dasharray="4 4"' : '';
    const { name, detail } = this.#said(item);
    return [
      `<rect x="${at.x}" y="${at.y}" width="${box.width}" height="${box.height}" rx="8" fill="${fill}" stroke="${line}"${dashes}/>`,
      this.#text(at.x + 12, at.y + 22, name, {
        bold: item.kind !== 'zone',
        room: box.width * 0.55,
      }),
      this.#text(at.x + box.width - 12, at.y + 22, detail, {
        quiet: true,
        end: true,
        room: box.width * 0.4,
      }),
      ...(item.folded ? [this.#text(at.x + 12, at.y + 56, this.#count(item), {})] : []),
    ].join('');
  }

  thing({ item, at, box }: Placed): string {
    const { card, line } = this.#palette;
    const { name, detail, status } = this.#said(item);
    const instance = item.kind === 'instance';
    return [
      `<rect x="${at.x}" y="${at.y}" width="${box.width}" height="${box.height}" rx="6" fill="${card}" stroke="${line}"/>`,
      status === undefined ? '' : this.#shape(at.x + 8, at.y + 10, status),
      this.#text(at.x + (status === undefined ? 8 : 26), at.y + 17, name, {
        bold: instance,
        room: box.width - 34,
      }),
      this.#text(at.x + (status === undefined ? 8 : 26), at.y + 32, instance ? '' : detail, {
        quiet: true,
        room: box.width - 34,
      }),
      ...(instance ? this.#ports(item, at) : []),
    ].join('');
  }

  line(link: Link, at: ReadonlyMap<string, Placed>): string {
    const path = pathOf(link, at);
    if (path === undefined) return '';
    return `<path d="${path}" fill="none" stroke="${this.#palette.quiet}" stroke-opacity=".6"/>`;
  }

  #ports(item: Item, at: Placed['at']): string[] {
    return [...this.#resources.interfacesOfInstance.of(item.ref)].flatMap((id, row) => {
      const nic = this.#resources.get('network_interface', id);
      if (nic === undefined) return [];
      const y = at.y + 36 + row * PORT_HEIGHT;
      const eips = eipsOfInterface(this.#resources, nic).map(({ EipAddress }) => EipAddress);
      const text = [nic.PrimaryIpAddress || nic.IPv6Sets?.[0], ...eips].filter(Boolean).join('  ');
      return [
        this.#shape(at.x + 12, y + 6, nic.Status),
        this.#text(at.x + 30, y + 16, text, { room: CARD_WIDTH - 40 }),
      ];
    });
  }

  #said(item: Item): { name: string; detail: string; status?: string } {
    const kind = kindOf(this.#resources, item.ref);
    const view = kind && this.#resources.get(kind, item.ref);
    if (kind === undefined || view === undefined) return { name: item.ref, detail: '' };
    const found = view as unknown as Partial<Record<string, string>>;
    const detail =
      found.CidrBlock ?? found.PrimaryIpAddress ?? found.IpAddress ?? found.RouteTableType ?? '';
    return { name: nameOf(kind, view), detail, ...(found.Status && { status: found.Status }) };
  }

  #count(item: Item): string {
    const { interfacesOfSubnet, subnetsOfVpc } = this.#resources;
    const subnets = item.kind === 'vpc' ? [...subnetsOfVpc.of(item.ref)] : [item.ref];
    const count = subnets.reduce((sum, id) => sum + interfacesOfSubnet.of(id).size, 0);
    return `${count} ENI`;
  }

  #shape(x: number, y: number, status: string): string {
    const look = lookOf(status);
    const colour = this.#palette.looks[look];
    const paint =
      look === 'off' ? `fill="none" stroke="${colour}" stroke-width="2"` : `fill="${colour}"`;
    return `<path transform="translate(${x} ${y})" d="${SHAPES[look]}" ${paint}><title>${escaped(status)}</title></path>`;
  }

  #text(
    x: number,
    y: number,
    text: string,
    style: { bold?: boolean; quiet?: boolean; end?: boolean; room?: number },
  ): string {
    if (text === '') return '';
    const most = Math.max(4, Math.floor((style.room ?? 1000) / 7));
    const short = text.length > most ? `${text.slice(0, most - 1)}…` : text;
    const { quiet, text: ink } = this.#palette;
    return `<text x="${x}" y="${y}" fill="${style.quiet ? quiet : ink}"${style.bold ? ' font-weight="600"' : ''}${style.end ? ' text-anchor="end"' : ''}>${escaped(short)}</text>`;
  }
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);

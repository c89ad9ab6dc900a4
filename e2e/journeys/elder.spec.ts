// 长辈版 in numbers: what 移动互联网应用（APP）适老化通用设计规范 asks for, measured in every page and dialog as it is shown.

import { Examiner } from '../fixtures/examiner.ts';
import { expect, test } from '../fixtures/journey.ts';
import { letters, paragraphSpacings } from '../fixtures/letters.ts';
import { inElderEdition, withCamera } from '../fixtures/manners.ts';
import { misfits } from '../fixtures/reflow.ts';
import { smallTargets } from '../fixtures/targets.ts';
import { tour } from '../fixtures/tour.ts';

test.use(withCamera);

/** What is asked for, in CSS pixels, which are dp and pt, and in multiples. */
const ASKED = { letters: 18, lineSpacing: 1.3, paragraphSpacing: 1.3, target: 60 };

test('letters, lines, contrast and targets are as large as the rule asks, on every page', async ({ wizard, page, alarms, register }) => {
  test.setTimeout(180_000);
  Examiner.of(page).excuse();
  await inElderEdition(page);
  for await (const stop of tour({ page, wizard, alarms, person: register.adult() })) {
    // The pages of the sandbox are for whoever tries the service out.
    if (stop.startsWith('/sandbox')) continue;
    const set = await letters(page);
    const told = (wrong: typeof set) => wrong.map(({ words, size, lineSpacing }) => `${words.slice(0, 20)}: ${size} px, ${lineSpacing}`);
    expect(set.length, stop).toBeGreaterThan(2);
    expect.soft(told(set.filter(({ size }) => size < ASKED.letters)), `letters: ${stop}`).toEqual([]);
    // A sign or a digit that stands alone has no second line.
    const lines = set.filter(({ words }) => words.length > 1);
    expect.soft(told(lines.filter(({ lineSpacing }) => !(lineSpacing >= ASKED.lineSpacing - 0.001))), `lines: ${stop}`).toEqual([]);
    expect.soft(told(set.filter(({ isSansSerif }) => !isSansSerif)), `serifs: ${stop}`).toEqual([]);
    expect.soft(await Examiner.of(page).findings(['color-contrast']), `contrast: ${stop}`).toEqual([]);
    expect.soft(await smallTargets(page, ASKED.target), `targets: ${stop}`).toEqual([]);
    expect.soft(await misfits(page), `fit: ${stop}`).toEqual([]);
    for (const [at, region] of [['disclaimer', '免责声明'], ['pledge', '《第三代社会保障卡申领承诺》']]) {
      if (stop !== at) continue;
      const spacings = await paragraphSpacings(page, region);
      expect(spacings.length, stop).toBeGreaterThan(0);
      expect.soft(Math.min(...spacings), `paragraphs: ${stop}`).toBeGreaterThanOrEqual(ASKED.paragraphSpacing);
    }
  }
});

for (const { where, path } of [
  { where: 'on the first page', path: '/' },
  { where: 'in 个人中心', path: '/me' },
]) {
  test(`长辈版 is entered ${where}, kept, and left again`, async ({ wizard, page, service, register }) => {
    await service.signIn(register.adult());
    await wizard.open(path);
    const entry = page.getByRole('button', { name: '长辈版', exact: true });
    await expect(entry).toHaveAttribute('aria-pressed', 'false');
    const before = await sizeOfHeading();
    await entry.click();
    await expect(entry).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(sizeOfHeading).toBeGreaterThan(before);
    await page.reload();
    await expect(entry).toHaveAttribute('aria-pressed', 'true');
    await entry.click();
    await expect.poll(sizeOfHeading).toBe(before);

    async function sizeOfHeading(): Promise<number> {
      return page.getByRole('heading', { level: 1 }).evaluate((heading) => Number.parseFloat(getComputedStyle(heading).fontSize));
    }
  });
}

// Every page and dialog, empty, faulty and filled, in every manner of showing it: axe-core finds nothing.

import { test } from '../fixtures/journey.ts';
import { Examiner } from '../fixtures/examiner.ts';
import { doorsTour } from '../fixtures/doors-tour.ts';
import { tour } from '../fixtures/tour.ts';
import { inElderEdition, withCamera } from '../fixtures/manners.ts';

test.use(withCamera);

const MANNERS = [
  { name: 'light', elder: false, use: { colorScheme: 'light' } },
  { name: 'dark', elder: false, use: { colorScheme: 'dark' } },
  { name: 'forced colours', elder: false, use: { contextOptions: { forcedColors: 'active' } } },
  { name: '长辈版', elder: true, use: { colorScheme: 'light' } },
  { name: '长辈版, dark', elder: true, use: { colorScheme: 'dark' } },
] as const;

for (const { name, elder, use } of MANNERS) {
  test.describe(name, () => {
    test.use(use);

    test('axe-core finds nothing on any page', async ({ wizard, page, alarms, register }) => {
      test.setTimeout(180_000);
      if (elder) await inElderEdition(page);
      const stops = tour({ page, wizard, alarms, person: register.adult(), elder });
      for await (const _ of stops) await Examiner.of(page).look();
    });

    test('axe-core finds nothing at the other doors', async ({ wizard, page, alarms, register }) => {
      test.setTimeout(180_000);
      if (elder) await inElderEdition(page);
      const stops = doorsTour({ page, wizard, alarms, person: register.adult(), elder });
      for await (const _ of stops) await Examiner.of(page).look();
    });
  });
}

// Reading the ID card: its text is filled into the form, the applicant checks it, and every field can be typed instead.

import { answersOf } from '../fixtures/answers.ts';
import { cardDataOf } from '../fixtures/cards.ts';
import { formatChineseDate } from '../fixtures/dates.ts';
import { expect, test } from '../fixtures/journey.ts';
import type { Person } from '../fixtures/people.ts';
import { isSimilarColour, decodeImagePixels } from '../fixtures/pixels.ts';
import { stubReadings, buildCompleteReading, buildErrorAnswer, withUnreadFields } from '../fixtures/readings.ts';
import { CardReading, FROM_PICTURE, NOT_READ, READ_COMPLETELY, READ_PARTLY } from '../pages/card-reading.ts';
import type { Wizard } from '../pages/wizard.ts';

const ON_PORTRAIT_SIDE = ['姓名', '证件号码', '性别', '民族', '出生日期'];
const ON_EMBLEM_SIDE = ['有效期限起', '有效期限止', '签发机关'];

/** Uploads both sides. */
async function uploadBothSides(wizard: Wizard, person: Person): Promise<void> {
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await wizard.uploadPicture('portrait_side', await wizard.drawCardPhoto(person, 'portrait_side'));
}

/** Uploads both sides and waits until both are read completely. */
async function uploadAndReadBothSides(wizard: Wizard, reading: CardReading, person: Person): Promise<void> {
  await uploadBothSides(wizard, person);
  await reading.expectMessage('emblem_side', READ_COMPLETELY);
  await reading.expectMessage('portrait_side', READ_COMPLETELY);
}

async function expectFilled(wizard: Wizard, person: Person): Promise<void> {
  const card = cardDataOf(person);
  await expect(wizard.field('姓名')).toHaveValue(card.name);
  await expect(wizard.field('证件号码')).toHaveValue(card.idNumber);
  await wizard.expectChosenOption('性别', card.sex);
  await wizard.expectChosenOption('民族', card.ethnicity);
  await expect(wizard.field('出生日期')).toHaveValue(formatChineseDate(card.birthDate));
  await expect(wizard.field('有效期限起')).toHaveValue(formatChineseDate(card.validFrom));
  await expect(wizard.field('有效期限止')).toHaveValue(formatChineseDate(card.validUntil));
  await expect(wizard.field('签发机关')).toHaveValue(card.authority);
}

test('both card sides fill the form beside their strips', { tag: '@smoke' }, async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await uploadAndReadBothSides(wizard, reading, person);
  await expectFilled(wizard, person);
  await reading.expectStrips(...ON_PORTRAIT_SIDE, ...ON_EMBLEM_SIDE);
  await reading.expectDescription('签发机关', FROM_PICTURE);
  await wizard.fillField('签发机关', '北京市公安局朝阳分局');
  await reading.expectDescription('签发机关', /照片上读到：北京市公安局海淀分局/);
  await wizard.goToNextStep();
  await wizard.expectStep('basic');
});

test('the card address is offered as residence with its district', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await uploadAndReadBothSides(wizard, reading, person);
  await wizard.goToNextStep();
  await wizard.expectStep('basic');
  await expect(wizard.field('常住所在地地址')).toHaveValue('');
  await reading.acceptReadValue('常住所在地地址', '填入身份证上的住址');
  await expect(wizard.field('常住所在地地址')).toHaveValue(cardDataOf(person).registeredAddress);
  await wizard.expectChosenOption('常住地所在区', '西城区');
});

test('typed answers stay and read values are offered', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await wizard.fillField('姓名', '样本某');
  await wizard.chooseOption('民族', '满族');
  await wizard.uploadPicture('portrait_side', await wizard.drawCardPhoto(person, 'portrait_side'));
  await reading.expectMessage('portrait_side', READ_COMPLETELY);
  await expect(wizard.field('姓名')).toHaveValue('样本某');
  await wizard.expectChosenOption('民族', '满族');
  await reading.expectDescription('姓名', `照片上读到：${person.name}`);
  await reading.acceptReadValue('姓名');
  await expect(wizard.field('姓名')).toHaveValue(person.name);
  await reading.expectDescription('民族', /照片上读到：汉/);
});

test('removing a picture clears only the values read from it', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await reading.expectMessage('emblem_side', READ_COMPLETELY);
  await wizard.fillField('签发机关', '北京市公安局朝阳分局');
  await wizard.press('删除身份证正面（国徽面）');
  await wizard.expectNoPicture('emblem_side');
  await expect(wizard.field('有效期限起')).toHaveValue('');
  await expect(wizard.field('有效期限止')).toHaveValue('');
  await expect(wizard.field('签发机关')).toHaveValue('北京市公安局朝阳分局');
  await reading.expectNoStrips(...ON_EMBLEM_SIDE);
});

test('swapped card sides are exchanged', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  const [emblem, portrait] = [await wizard.drawCardPhoto(person, 'emblem_side'), await wizard.drawCardPhoto(person, 'portrait_side')];
  await wizard.signInAndOpenStep('identity', person);
  await wizard.chooseFile('emblem_side', portrait);
  await wizard.chooseFile('portrait_side', emblem);
  await reading.expectStrips(...ON_PORTRAIT_SIDE);
  await reading.expectMessage('emblem_side', READ_COMPLETELY);
  await reading.expectMessage('portrait_side', READ_COMPLETELY);
  await reading.expectStrips(...ON_PORTRAIT_SIDE, ...ON_EMBLEM_SIDE);
  await expectFilled(wizard, person);
  await wizard.goToNextStep();
  await wizard.expectStep('basic');
});

test('a picture of the other side is moved there with a message', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await wizard.chooseFile('emblem_side', await wizard.drawCardPhoto(person, 'portrait_side'));
  await reading.expectMessage('emblem_side', '这张是个人信息面，已为您放到“身份证个人信息面”');
  await wizard.expectNoPicture('emblem_side');
  await wizard.expectPicture('portrait_side');
  await reading.expectMessage('portrait_side', READ_COMPLETELY);
  await wizard.chooseFile('emblem_side', await wizard.drawCardPhoto(person, 'portrait_side', 'upside-down'));
  await reading.expectMessage('emblem_side', '您上传的是个人信息面，请在这里上传国徽面');
  await wizard.expectPicture('portrait_side');
});

test('an upside-down picture is turned', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await wizard.chooseFile('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side', 'upside-down'));
  await reading.expectMessage('emblem_side', READ_COMPLETELY);
  await reading.expectStrips(...ON_EMBLEM_SIDE);
  const shown = await decodeImagePixels(wizard.picture('emblem_side'));
  // The red mark of these cards is at the top left.
  expect(isSimilarColour(shown.colourAt(shown.width * 0.15, shown.height * 0.22), [194, 69, 47])).toBe(true);
});

test('a card of another person is refused and replaceable', async ({ wizard, page, register }) => {
  const [person, other] = [register.adult(), register.adult()];
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await reading.expectMessage('emblem_side', READ_COMPLETELY);
  await wizard.fillIdentity(answersOf(person));
  await wizard.chooseFile('portrait_side', await wizard.drawCardPhoto(other, 'portrait_side'));
  await wizard.expectPictureRefused('portrait_side', /不是实名认证本人/);
  await expect(wizard.field('姓名')).toHaveValue(person.name);
  await wizard.goToNextStep();
  await wizard.expectStep('identity');
  await wizard.expectSummary('身份证背面（个人信息面）');
  await wizard.uploadPicture('portrait_side', await wizard.drawCardPhoto(person, 'portrait_side'));
  await reading.expectMessage('portrait_side', READ_COMPLETELY);
  await wizard.goToNextStep();
  await wizard.expectStep('basic');
});

test('a reload keeps read values and strips', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await uploadAndReadBothSides(wizard, reading, person);
  await wizard.fillField('签发机关', '北京市公安局朝阳分局');
  await page.reload();
  await wizard.expectStep('identity');
  await reading.expectStrips(...ON_PORTRAIT_SIDE, ...ON_EMBLEM_SIDE);
  await expect(wizard.field('证件号码')).toHaveValue(person.idNumber);
  await expect(wizard.field('签发机关')).toHaveValue('北京市公安局朝阳分局');
});

// The tests below answer in the server's place, for cases that no picture produces at will.

test('unread fields are marked until they are filled', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await stubReadings(page, (route) => route.fulfill({ json: withUnreadFields(buildCompleteReading(person, 'emblem_side', 2), 'authority', 'valid_from') }));
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await reading.expectMessage('emblem_side', READ_PARTLY);
  await reading.expectMessage('emblem_side', '还可识别2次');
  await reading.expectStrips('签发机关', '有效期限起');
  await reading.expectDescription('签发机关', NOT_READ);
  await wizard.fillField('签发机关', '北京市公安局朝阳分局');
  await expect(wizard.field('签发机关')).not.toHaveAccessibleDescription(new RegExp(NOT_READ));
  await reading.expectDescription('有效期限起', NOT_READ);
});

test('values known from 实名认证 are not marked as unread', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await stubReadings(page, (route) => route.fulfill({ json: withUnreadFields(buildCompleteReading(person, 'portrait_side'), 'name', 'ethnicity') }));
  await wizard.uploadPicture('portrait_side', await wizard.drawCardPhoto(person, 'portrait_side'));
  await reading.expectDescription('民族', NOT_READ);
  await expect(wizard.field('姓名')).toHaveValue(person.name);
  await expect(wizard.field('姓名')).not.toHaveAccessibleDescription(new RegExp(NOT_READ));
});

test('the form can be typed when no reading answers', async ({ wizard, page, consoleErrors, register }) => {
  consoleErrors.allowNetworkErrors();
  const person = register.adult();
  const reading = new CardReading(page);
  await wizard.signInAndOpenStep('identity', person);
  await stubReadings(page, (route) => route.abort('connectionrefused'));
  await uploadBothSides(wizard, person);
  await expect(reading.retryButton('emblem_side')).toBeVisible();
  await wizard.fillIdentity(answersOf(person));
  await wizard.goToNextStep();
  await wizard.expectStep('basic');
});

test('a slow reading times out and can be retried', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  // Before the page opens: this clock does not control timers that started without it.
  await page.clock.install();
  await wizard.signInAndOpenStep('identity', person);
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await stubReadings(page, async (route) => {
    await released;
    // By then the page has aborted the request.
    await route.abort().catch(() => {});
  });
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await reading.expectMessage('emblem_side', '正在识别身份证信息…');
  await page.clock.fastForward(15_000);
  await reading.expectMessage('emblem_side', '识别超时，请手工填写，或重新识别');
  release();
  await stubReadings(page, (route) => route.fulfill({ json: buildCompleteReading(person, 'emblem_side') }));
  await reading.retryButton('emblem_side').click();
  await reading.expectMessage('emblem_side', READ_COMPLETELY);
});

test('a busy server allows another reading after a pause', async ({ wizard, page, consoleErrors, register }) => {
  consoleErrors.allowStatus(503);
  const person = register.adult();
  const reading = new CardReading(page);
  // Before the page opens: this clock does not control timers that started without it.
  await page.clock.install();
  await wizard.signInAndOpenStep('identity', person);
  await stubReadings(page, (route) => route.fulfill(buildErrorAnswer(503, 'unavailable', '识别的人较多，请稍后再试，或手工填写', 30)));
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await reading.expectMessage('emblem_side', '识别的人较多，请稍后再试，或手工填写');
  await expect(reading.retryButton('emblem_side')).toHaveCount(0);
  await stubReadings(page, (route) => route.fulfill({ json: buildCompleteReading(person, 'emblem_side') }));
  await page.clock.fastForward(31_000);
  await reading.retryButton('emblem_side').click();
  await reading.expectMessage('emblem_side', READ_COMPLETELY);
});

test('fields can be typed when the reading attempts are used up', async ({ wizard, page, consoleErrors, register }) => {
  consoleErrors.allowStatus(429);
  const person = register.adult();
  const reading = new CardReading(page);
  const emblem = await wizard.drawCardPhoto(person, 'emblem_side');
  await wizard.signInAndOpenStep('identity', person);
  await stubReadings(page, (route) => route.fulfill({ json: withUnreadFields(buildCompleteReading(person, 'emblem_side', 0), 'authority') }));
  await wizard.uploadPicture('emblem_side', emblem);
  await reading.expectMessage('emblem_side', '识别次数已用完，请对照照片手工填写');
  await stubReadings(page, (route) => route.fulfill(buildErrorAnswer(429, 'too_many', '6小时内识别次数已用完（5次），请对照照片手工填写，或稍后再试', 3600)));
  await wizard.uploadPicture('emblem_side', emblem);
  await reading.expectMessage('emblem_side', /^6小时内识别次数已用完/);
  await expect(reading.retryButton('emblem_side')).toHaveCount(0);
  await expect(wizard.field('有效期限起')).toHaveValue('');
  await wizard.fillField('签发机关', answersOf(person).authority);
});

test('the reading of a replaced picture is dropped', async ({ wizard, page, register }) => {
  const person = register.adult();
  const reading = new CardReading(page);
  const emblem = await wizard.drawCardPhoto(person, 'emblem_side');
  await wizard.signInAndOpenStep('identity', person);
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  let asked = 0;
  await stubReadings(page, async (route) => {
    if (asked++ > 0) return route.fulfill({ json: buildCompleteReading(person, 'emblem_side') });
    await released;
    await route.fulfill({ json: withUnreadFields(buildCompleteReading(person, 'emblem_side'), 'authority') });
  });
  await wizard.uploadPicture('emblem_side', emblem);
  await reading.expectMessage('emblem_side', '正在识别身份证信息…');
  await wizard.uploadPicture('emblem_side', emblem);
  await reading.expectMessage('emblem_side', READ_COMPLETELY);
  release();
  await page.waitForTimeout(300);
  await reading.expectNoMessage('emblem_side', READ_PARTLY);
  await expect(wizard.field('签发机关')).toHaveValue(answersOf(person).authority);
});

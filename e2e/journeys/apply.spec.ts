// A complete application, by hand and with real files: from the first page to the receipt and to 我的办事.

import { answersOf, MAIL_ANSWERS } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/journey.ts';
import { pictures } from '../fixtures/pictures.ts';

test('an application reaches its receipt and shows in 我的办事', { tag: ['@both-widths', '@smoke'] }, async ({ wizard, page, api, register }) => {
  const person = register.adult();
  const answers = answersOf(person);

  await wizard.open('/minsheng');
  await wizard.startApplication();
  await wizard.signInBySms(person);
  await wizard.submitRealName(person);
  await wizard.acceptDisclaimer();

  await wizard.expectStep('identity');
  await wizard.uploadPicture('emblem_side', await wizard.drawCardPhoto(person, 'emblem_side'));
  await wizard.uploadPicture('portrait_side', await wizard.drawCardPhoto(person, 'portrait_side'));
  await wizard.fillIdentity(answers);
  await wizard.goToNextStep();

  await wizard.expectStep('basic');
  await wizard.fillBasic(answers);
  await wizard.goToNextStep();

  await wizard.expectStep('card');
  await wizard.cropAndUploadPhoto(pictures.bust);
  await wizard.fillCard(answers);
  await wizard.goToNextStep();

  await wizard.expectStep('delivery');
  await wizard.choosePickup();
  await wizard.goToNextStep();

  await wizard.expectCheckPage();
  for (const shown of [answers.authority, answers.bank, answers.district, answers.occupation, '本人网点自取']) {
    await expect(page.getByText(shown).first()).toBeVisible();
  }
  await expect(page.getByText(person.idNumber)).toHaveCount(0);
  await wizard.press('显示完整信息');
  await expect(page.getByText(person.idNumber)).toBeVisible();
  await wizard.checkPledge();
  await wizard.submit();
  const receipt = await wizard.readReceipt();
  expect(receipt).toMatch(/^\d{16}$/);
  expect(await api.listApplications()).toMatchObject([{ receipt, status: 'submitted' }]);

  await wizard.openApplications();
  await wizard.openApplication(receipt);
  await expect(page.getByText('已提交，待审核').first()).toBeVisible();
  await expect(page.getByText(`${person.idNumber.slice(0, 3)}*****${person.idNumber.slice(-4)}`).first()).toBeVisible();
  await expect(page.getByText(`${person.name[0]}**`, { exact: true }).first()).toBeVisible();
  const shown = await page.locator('body').innerText();
  for (const secret of [person.idNumber, person.name, person.mobile, answers.address]) expect(shown).not.toContain(secret);
});

test('an application with mail delivery is submitted', async ({ wizard, page, api, register }) => {
  await wizard.signInAndOpenStep('delivery', register.adult());
  await wizard.fillMailDelivery(MAIL_ANSWERS);
  await wizard.goToNextStep();
  await wizard.expectCheckPage();
  await wizard.press('显示完整信息');
  for (const shown of ['银行邮寄', MAIL_ANSWERS.recipient, MAIL_ANSWERS.recipientMobile, MAIL_ANSWERS.region, MAIL_ANSWERS.address, MAIL_ANSWERS.postcode]) {
    await expect(page.getByText(shown).first()).toBeVisible();
  }
  await wizard.checkPledge();
  await wizard.submit();
  await wizard.readReceipt();
  expect(await api.listApplications()).toHaveLength(1);
});

test('an applicant under 18 sees why mail is off and picks up', async ({ wizard, register }) => {
  await wizard.signInAndOpenStep('delivery', register.minor());
  await wizard.expectMailDisabled();
  await wizard.choosePickup();
  await wizard.goToNextStep();
  await wizard.expectCheckPage();
  await wizard.checkPledge();
  await wizard.submit();
  await wizard.readReceipt();
  });

test('a change link opens its step and returns to the check page', async ({ wizard, page, register }) => {
  await wizard.signInAndOpenStep('check', register.adult());
  await wizard.openStepToChange('basic');
  await wizard.fillField('常住所在地地址', '北京市海淀区样本路9号院9号楼909室');
  await wizard.goToNextStep();
  await wizard.expectCheckPage();
  await wizard.press('显示完整信息');
  await expect(page.getByText('909室').first()).toBeVisible();
});

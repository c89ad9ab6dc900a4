// The four-step application of 北京民生一卡通, by its visible and accessible texts, never by its implementation.

import { randomUUID } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import { answersOf, type Answers, type MailAnswers } from '../fixtures/answers.ts';
import { drawCardPhoto, type CardRotation, type Side } from '../fixtures/cards.ts';
import type { Person } from '../fixtures/people.ts';
import { pictures } from '../fixtures/pictures.ts';
import { buildCompleteReading } from '../fixtures/readings.ts';
import { ApiClient, type Draft, type PictureKind } from '../fixtures/api-client.ts';
import { signInWithSmsCode } from './sign-in-again.ts';
import { AnyPage } from './any-page.ts';
import { confirmCropDialog } from './crop-dialog.ts';

export type Step = 'identity' | 'basic' | 'card' | 'delivery';

const STEPS: Step[] = ['identity', 'basic', 'card', 'delivery'];
const TITLES = { identity: '身份识别', basic: '基本信息', card: '制卡信息', delivery: '领卡方式' };
const PICTURE_LABELS = { emblem_side: '身份证正面（国徽面）', portrait_side: '身份证背面（个人信息面）', photo: '制卡照片' };

const PICTURE_NAMES = {
  emblem_side: '已选择的身份证国徽面照片',
  portrait_side: '已选择的身份证个人信息面照片',
  photo: '已选择的制卡照片',
};

/** The wire names of the fields in each step. */
const STEP_FIELDS: Record<Step, string[]> = {
  identity: [
    'emblem_side', 'portrait_side', 'name', 'document_type', 'id_number', 'nationality', 'sex', 'ethnicity', 'birth_date',
    'valid_from', 'valid_until', 'authority',
  ],
  basic: ['district', 'address', 'occupation'],
  card: ['photo', 'mobile', 'bank', 'branch'],
  delivery: ['delivery'],
};

export class Wizard extends AnyPage {
  private readonly api: ApiClient;

  constructor(page: Page) {
    super(page);
    this.api = new ApiClient(page.request);
  }

  // Sign-in and the way to the form.

  async startApplication(): Promise<void> {
    await this.press('申请本人社会保障卡');
  }

  async signInBySms(person: Person): Promise<void> {
    await expect(this.page).toHaveURL(/\/minsheng\/sign-in$/);
    await this.accessibility.checkCurrentState();
    await signInWithSmsCode(this.page.getByRole('main'), this.api, person.mobile);
  }

  /** A code was sent. The button says when another can be sent. */
  async expectResendPause(): Promise<void> {
    // The countdown starts at one on the tap; a higher number means that the server has answered.
    await expect(this.page.getByRole('button', { name: /^([2-9]|\d\d)秒后重新获取$/ })).toBeDisabled();
  }

  /** Signs in by the API without a real name, and opens the real-name page. */
  async openRealNamePage(person: Person): Promise<void> {
    await this.api.signInWithoutName(person.mobile);
    await this.open('/minsheng/real-name');
  }

  async submitRealName(person: Person): Promise<void> {
    await expect(this.page).toHaveURL(/\/minsheng\/real-name$/);
    await this.accessibility.checkCurrentState();
    await this.fillField('姓名', person.name);
    await this.fillField('身份证号', person.idNumber);
    await this.press('下一步');
    await this.waitForFaceCheck();
  }

  /** Waits until 人脸识别, where it is asked for, is over. The fake camera completes the moves within some seconds. */
  async waitForFaceCheck(): Promise<void> {
    await expect(this.page.getByRole('dialog', { name: '人脸识别' })).toBeHidden({ timeout: 30_000 });
  }

  async acceptDisclaimer(): Promise<void> {
    await expect(this.page).toHaveURL(/\/minsheng\/disclaimer$/);
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('免责声明');
    await this.accessibility.checkCurrentState();
    await this.page.getByRole('checkbox', { name: '我已阅读并同意免责声明' }).check();
    await this.press('确定');
  }

  /** Signs in by the API, saves a draft that is filled up to a step, as from another device, and opens a step. */
  async signInAndOpenStep(at: Step | 'check', person: Person, filledUpTo: Step | 'check' = at): Promise<void> {
    await this.api.signIn(person);
    await this.openPrefilledStep(at, person, filledUpTo);
  }

  /** The same for a signed-in applicant. */
  async openPrefilledStep(at: Step | 'check', person: Person, filledUpTo: Step | 'check' = at): Promise<void> {
    const done = filledUpTo === 'check' ? STEPS : STEPS.slice(0, STEPS.indexOf(filledUpTo));
    const uploaded = async (kind: PictureKind, step: Step, file: string) => (done.includes(step) ? this.api.uploadPicture(kind, file) : '');
    const [emblem_side, portrait_side, photo] = await Promise.all([
      uploaded('emblem_side', 'identity', pictures.emblemSide),
      uploaded('portrait_side', 'identity', pictures.portraitSide),
      uploaded('photo', 'card', pictures.cardPhoto),
    ]);
    const answered = done.includes('identity') ? await this.stubReadingsOf(person, { emblem_side, portrait_side }) : undefined;
    const complete = await this.api.buildCompleteDraft(person, { emblem_side, portrait_side, photo });
    const names = ['disclaimer', ...done.flatMap((step) => STEP_FIELDS[step])];
    const draft: Draft = Object.fromEntries(names.map((name) => [name, complete[name]]));
    await this.api.saveDraft(randomUUID(), draft);
    await this.open(`/minsheng/${at}`);
    if (at === 'check') await this.expectCheckPage();
    else await this.expectStep(at);
    // Read values fill empty fields, so a test must not clear a field before the readings have arrived.
    await answered?.();
  }

  /**
   * The app requests new readings of restored pictures. These two pictures are plain drawings, so the readings are answered here as for a
   * real card. The server reads later uploads. Returns a function that waits until the page has both answers.
   */
  private async stubReadingsOf(person: Person, ids: Record<Side, string>): Promise<() => Promise<void>> {
    await this.page.unroute('**/api/pictures/*/reading');
    const answers = [];
    for (const side of ['emblem_side', 'portrait_side'] as const) {
      const path = `/api/pictures/${ids[side]}/reading`;
      await this.page.route(`**${path}`, (route) => route.fulfill({ json: buildCompleteReading(person, side) }));
      answers.push(this.page.waitForResponse((answer) => answer.url().endsWith(path)));
    }
    return async () => {
      for (const answer of await Promise.all(answers)) await answer.finished();
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    };
  }

  async signOut(): Promise<void> {
    await this.press('个人中心');
    await this.accessibility.checkCurrentState();
    await this.press('退出');
    await this.accessibility.checkCurrentState();
    await this.page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await expect(this.page.getByRole('link', { name: '个人中心' })).toHaveCount(0);
  }

  async openApplications(): Promise<void> {
    await this.press('我的办事');
    await expect(this.page).toHaveURL(/\/me\/applications$/);
    await this.accessibility.checkCurrentState();
  }

  /** Opens one application from the list, by its receipt number in groups of four. */
  async openApplication(receipt: string): Promise<void> {
    await this.page.getByRole('link').filter({ hasText: groupReceiptDigits(receipt) }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('办事进度');
    await this.accessibility.checkCurrentState();
  }

  async expectOfflineBar(): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: '网络已断开' })).toBeVisible();
    await this.accessibility.checkCurrentState();
  }

  async expectNoOfflineBar(): Promise<void> {
    await expect(this.page.getByText('网络已断开')).toHaveCount(0);
  }

  /** The page says that it does not exist, and links to the first page. */
  async goHomeFromUnknownPage(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: '没有找到这个页面' })).toBeVisible();
    await this.accessibility.checkCurrentState();
    await this.page.getByRole('main').getByRole('link', { name: '返回首页' }).click();
    // On a wide screen an address without a channel links to the home page of the portal.
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(/^(第三代社会保障卡|个人服务)$/);
  }

  // The four steps.

  async expectStep(step: Step): Promise<void> {
    await expect(this.page).toHaveURL(new RegExp(`/minsheng/${step}$`));
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(TITLES[step]);
    await expect(this.page.getByRole('listitem').filter({ hasText: TITLES[step] }).first()).toHaveAttribute('aria-current', 'step');
    await this.accessibility.checkCurrentState();
  }

  async fillIdentity(answers: Answers): Promise<void> {
    await this.fillField('姓名', answers.name);
    await this.fillField('证件号码', answers.idNumber);
    await this.chooseOption('性别', answers.sex);
    await this.chooseOption('民族', answers.ethnicity);
    await this.fillField('出生日期', answers.birthDate);
    await this.fillField('有效期限起', answers.validFrom);
    await this.fillField('有效期限止', answers.validUntil);
    await this.fillField('签发机关', answers.authority);
  }

  async fillBasic(answers: Answers): Promise<void> {
    await this.chooseOption('常住地所在区', answers.district);
    await this.fillField('常住所在地地址', answers.address);
    await this.chooseOption('职业', answers.occupation);
  }

  async fillCard(answers: Answers): Promise<void> {
    await this.fillField('卡预留手机号', answers.mobile);
    await this.chooseOption('办卡银行名称', answers.bank);
    await this.showQuestionOf('开户行网点');
    await this.field('开户行网点').click();
    const list = this.page.getByRole('dialog', { name: '请选择开户行网点' });
    await list.getByRole('searchbox', { name: '搜索网点名称或地址' }).fill(answers.branchSearch);
    await this.accessibility.checkCurrentState();
    await list.getByRole('listitem').getByRole('button').first().click();
    await expect(list).toBeHidden();
    await expect(this.field('开户行网点')).toContainText(answers.branchSearch);
  }

  async choosePickup(): Promise<void> {
    await this.page.getByRole('radio', { name: '本人网点自取' }).check();
  }

  async fillMailDelivery(answers: MailAnswers): Promise<void> {
    await this.page.getByRole('radio', { name: '银行邮寄' }).check();
    await this.fillField('邮寄接收人', answers.recipient);
    await this.fillField('接收人联系电话', answers.recipientMobile);
    if (answers.region) await this.chooseOption('收件地所在地区', answers.region);
    await this.fillField('邮寄接收地址', answers.address);
    await this.fillField('邮政编码', answers.postcode);
  }

  async expectMailDisabled(): Promise<void> {
    const mail = this.page.getByRole('radio', { name: '银行邮寄' });
    await expect(mail).toBeDisabled();
    await expect(mail).toHaveAccessibleDescription(/未满18周岁/);
  }

  // Pictures.

  /** Draws a photograph of one side of a person's card and returns its path. */
  async drawCardPhoto(person: Person, side: Side, rotation: CardRotation = 'upright'): Promise<string> {
    const browser = this.page.context().browser();
    if (!browser) throw new Error('the page has no browser that could draw a card');
    return drawCardPhoto(browser, person, side, rotation);
  }

  /** Chooses a file for a picture and expects no particular result. */
  async chooseFile(kind: PictureKind, file: string): Promise<void> {
    await this.showQuestionOf(PICTURE_LABELS[kind]);
    // A press on the control clears the file first, so that the same one can be chosen again.
    await this.field(PICTURE_LABELS[kind]).setInputFiles([]);
    await this.field(PICTURE_LABELS[kind]).setInputFiles(file);
  }

  /** Chooses a file for one side of the ID card and waits until the server has it. */
  async uploadPicture(kind: PictureKind, file: string): Promise<void> {
    await this.chooseFile(kind, file);
    await this.expectPicture(kind);
  }

  /** Uploads a card photo with the proposed crop and returns its id on the server. */
  async cropAndUploadPhoto(file: string): Promise<string> {
    await this.openCropDialog(file);
    return this.acceptCrop();
  }

  async openCropDialog(file: string): Promise<void> {
    await this.chooseFile('photo', file);
    await expect(this.cropFrame()).toBeVisible({ timeout: 30_000 });
    await this.accessibility.checkCurrentState();
  }

  /** Accepts the photo as it lies under the frame, despite any advice, and returns its id on the server. */
  async acceptCrop(): Promise<string> {
    const arrived = this.page.waitForResponse((answer) => answer.url().endsWith('/api/pictures/photo') && answer.ok());
    await this.acceptCropWithoutUpload();
    const { id } = (await (await arrived).json()) as { id: string };
    await this.expectPicture('photo');
    return id;
  }

  /** The same without waiting for the server, which may be offline. */
  async acceptCropWithoutUpload(): Promise<void> {
    await confirmCropDialog(this.cropDialog());
    await expect(this.cropDialog()).toBeHidden();
  }

  async pressCropConfirm(): Promise<void> {
    await this.cropDialog().getByRole('button', { name: '确定', exact: true }).click();
  }

  /** Presses a button beside the frame, several times if asked to. */
  async pressCropButton(name: string, times = 1): Promise<void> {
    for (let time = 0; time < times; time++) {
      await this.cropDialog().getByRole('button', { name, exact: true }).click();
    }
  }

  cropFrame(): Locator {
    return this.cropDialog().getByRole('group', { name: '裁剪框' });
  }

  async readZoomPercent(): Promise<number> {
    const words = await this.cropDialog().getByRole('slider', { name: '缩放' }).getAttribute('aria-valuetext');
    return Number.parseInt(words ?? '', 10);
  }

  async expectCropRefused(words: RegExp): Promise<void> {
    await expect(this.cropDialog().getByRole('alert')).toHaveText(words, { timeout: 20_000 });
    await this.accessibility.checkCurrentState();
  }

  async closeCropDialog(): Promise<void> {
    await this.cropDialog().getByRole('button', { name: '关闭' }).click();
    await expect(this.cropDialog()).toBeHidden();
  }

  private cropDialog(): Locator {
    return this.page.getByRole('dialog', { name: '图片上传' });
  }

  /** The picture on the page. */
  picture(kind: PictureKind): Locator {
    return this.page.getByRole('img', { name: PICTURE_NAMES[kind] });
  }

  /** The picture is shown, and the server has it. */
  async expectPicture(kind: PictureKind): Promise<void> {
    await expect(this.picture(kind)).toBeVisible();
    await expect(this.field(PICTURE_LABELS[kind])).toHaveAccessibleDescription(/已上传/);
    await this.accessibility.checkCurrentState();
  }

  async expectNoPicture(kind: PictureKind): Promise<void> {
    await expect(this.picture(kind)).toHaveCount(0);
  }

  /** The chosen file is refused with this message. */
  async expectPictureRefused(kind: PictureKind, words: RegExp): Promise<void> {
    await expect(this.field(PICTURE_LABELS[kind])).toHaveAccessibleDescription(words, { timeout: 20_000 });
    await expect(this.field(PICTURE_LABELS[kind])).toHaveAttribute('aria-invalid', 'true');
    await this.accessibility.checkCurrentState();
  }

  // Check page, submit and receipt.

  async expectCheckPage(): Promise<void> {
    await expect(this.page).toHaveURL(/\/minsheng\/check$/);
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('申请信息核对');
    await this.accessibility.checkCurrentState();
  }

  /** Goes from the check page to a step to change an answer. */
  async openStepToChange(step: Step): Promise<void> {
    await this.press(`修改${TITLES[step]}`);
    await this.expectStep(step);
  }

  async checkPledge(): Promise<void> {
    await this.pledgeBox().check();
  }

  private pledgeBox(): Locator {
    return this.page.getByRole('checkbox', { name: /^我已阅读并同意/ });
  }

  async expectPledgeFault(): Promise<void> {
    await expect(this.pledgeBox()).toBeFocused();
    await expect(this.pledgeBox()).toHaveAttribute('aria-invalid', 'true');
    await expect(this.pledgeBox()).toHaveAccessibleDescription(/勾选同意/);
    await this.accessibility.checkCurrentState();
  }

  async submit(): Promise<void> {
    await this.press('确认提交');
    await expect(this.submitQuestion()).toBeVisible();
    await this.accessibility.checkCurrentState();
    await this.submitQuestion().getByRole('button', { name: '确定', exact: true }).click();
  }

  async submitWithTwoTaps(): Promise<void> {
    await this.press('确认提交');
    await this.submitQuestion().getByRole('button', { name: '确定', exact: true }).dblclick();
  }

  private submitQuestion(): Locator {
    return this.page.getByRole('dialog', { name: '是否确认提交个人申领' });
  }

  /** The receipt number on the final page. */
  async readReceipt(): Promise<string> {
    await expect(this.page).toHaveURL(/\/minsheng\/done\/\d{16}$/);
    await expect(this.page.getByText('您已完成个人申领业务办理，请在个人中心我的办事中查看办事进度').first()).toBeVisible();
    const shown = await this.page.getByText(/^\d{4}-\d{4}-\d{4}-\d{4}$/).first().innerText();
    await this.accessibility.checkCurrentState();
    return shown.replaceAll('-', '');
  }
}

/** A receipt number in the format of the pages. */
export function groupReceiptDigits(receipt: string): string {
  return receipt.match(/.{4}/g)!.join('-');
}

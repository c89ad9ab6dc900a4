// The single-page forms of 网上服务大厅 and 京通.

import { expect, type Locator, type Page } from '@playwright/test';
import { answersOf, type MailAnswers } from '../fixtures/answers.ts';
import type { Person } from '../fixtures/people.ts';
import { pictures } from '../fixtures/pictures.ts';
import type { PictureKind } from '../fixtures/api-client.ts';
import { AnyPage } from './any-page.ts';
import { confirmCropDialog } from './crop-dialog.ts';
import { Wizard } from './wizard.ts';

export type Channel = 'portal' | 'jingtong';

/** The labels of the fields in each channel, in the guide's order. */
export const LABELS = {
  portal: [
    '姓名', '制卡照片', '证件类型', '证件号码', '国籍', '公民身份证正面（国徽面）', '公民身份证背面（个人信息面）', '证件有效期限起', '证件有效期限止',
    '性别', '出生日期', '民族', '签发机关', '职业', '常住所在区', '常住所在地地址', '预留手机号', '固定电话', '领卡方式', '发卡行名称', '办卡网点',
  ],
  jingtong: [
    '姓名', '证件类型', '证件号码', '证件有效期限开始日期', '证件有效期限截止日期', '签发机关', '性别', '出生日期', '国籍', '民族', '职业', '常住所在区域',
    '常住所在地地址', '卡预留手机号', '固定电话', '领卡方式', '发卡行名称', '办卡网点（默认为开户网点）', '制卡照片', '公民身份证正面', '公民身份证背面',
  ],
};

/** The labels of the additional fields for mail delivery. */
export const MAIL_LABELS = {
  portal: ['邮寄接收人', '邮寄接收人手机号码', '邮寄接收地区', '邮寄接收地址', '邮寄编码'],
  jingtong: ['收件人', '收件人联系电话', '邮政编码', '收件地所在地区', '收件详细地址'],
};

const CHANNEL_LABELS = {
  portal: {
    from: '证件有效期限起', until: '证件有效期限止', district: '常住所在区', branch: '办卡网点', mail: '银行网点邮寄', collect: '本人网点领取',
    emblem_side: '公民身份证正面（国徽面）', portrait_side: '公民身份证背面（个人信息面）', photo: '制卡照片',
    recipient: '邮寄接收人', recipientMobile: '邮寄接收人手机号码', region: '邮寄接收地区', mailAddress: '邮寄接收地址', postcode: '邮寄编码',
  },
  jingtong: {
    from: '证件有效期限开始日期', until: '证件有效期限截止日期', district: '常住所在区域', branch: '办卡网点（默认为开户网点）', mail: '银行邮寄', collect: '个人网点领卡',
    emblem_side: '公民身份证正面', portrait_side: '公民身份证背面', photo: '制卡照片',
    recipient: '收件人', recipientMobile: '收件人联系电话', region: '收件地所在地区', mailAddress: '收件详细地址', postcode: '邮政编码',
  },
};

export class SinglePageForm extends AnyPage {
  private readonly wizard: Wizard;

  constructor(
    page: Page,
    readonly channel: Channel,
  ) {
    super(page);
    this.wizard = new Wizard(page);
  }

  override field(label: string): Locator {
    // A button opens the dialog of branches. Its name is the label and the chosen branch.
    if (label === CHANNEL_LABELS[this.channel].branch) return this.page.getByRole('button', { name: new RegExp(`^${label.slice(0, 4)}`) });
    return super.field(label);
  }

  /** Goes through 免责声明, and at 京通 through 访问授权, to the form. */
  async openForm(): Promise<void> {
    await this.open(`/${this.channel}/disclaimer`);
    await this.page.getByRole('checkbox', { name: '我同意' }).check();
    await this.press(this.channel === 'portal' ? '确定' : '确认申领');
    if (this.channel === 'jingtong') {
      await this.page.getByRole('checkbox', { name: /^访问授权/ }).check();
      await this.press('开始资格校验');
    }
    await this.expectForm();
  }

  async expectForm(): Promise<void> {
    await expect(this.page).toHaveURL(new RegExp(`/${this.channel}/form$`));
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
    await this.accessibility.checkCurrentState();
  }

  /** The labels of the fields, from top to bottom. */
  async readLabels(): Promise<string[]> {
    const labels = await this.page.locator('main').locator('.cell-label, .upload-label').filter({ visible: true }).allInnerTexts();
    return labels.map((label) => label.replace(/选填|\s/g, ''));
  }

  /** A known value is shown masked and cannot be changed. */
  async expectReadOnlyValue(label: string, shown: string): Promise<void> {
    await expect(this.field(label)).toHaveValue(shown);
    await expect(this.field(label)).not.toBeEditable();
  }

  /** Fills every field that is neither known nor a picture. */
  async fillAnswers(person: Person): Promise<void> {
    const answers = answersOf(person);
    const labels = CHANNEL_LABELS[this.channel];
    await this.fillField(labels.from, answers.validFrom);
    await this.fillField(labels.until, answers.validUntil);
    await this.fillField('签发机关', answers.authority);
    await this.chooseOption('民族', answers.ethnicity);
    await this.fillRemainingAnswers(person);
  }

  /** Fills every field that neither the sign-in nor an electronic licence provides. */
  async fillRemainingAnswers(person: Person): Promise<void> {
    const answers = answersOf(person);
    const labels = CHANNEL_LABELS[this.channel];
    await this.chooseOption('职业', answers.occupation);
    await this.chooseOption(labels.district, answers.district);
    await this.fillField('常住所在地地址', answers.address);
    await this.chooseOption('发卡行名称', answers.bank);
    await this.openBranchDialog();
    const list = this.branchDialog();
    await list.getByRole('searchbox', { name: '搜索网点名称或地址' }).fill(answers.branchSearch);
    await list.getByRole('listitem').getByRole('button').first().click();
    await expect(this.field(labels.branch)).toContainText(answers.branchSearch);
  }

  /** Opens the list of branches of the chosen bank. */
  async openBranchDialog(): Promise<void> {
    await this.field(CHANNEL_LABELS[this.channel].branch).click();
    await expect(this.branchDialog()).toBeVisible();
  }

  branchDialog(): Locator {
    return this.page.getByRole('dialog', { name: '请选择办卡网点' });
  }

  async choosePickup(): Promise<void> {
    await this.page.getByRole('radio', { name: CHANNEL_LABELS[this.channel].collect }).check();
  }

  async fillMailDelivery(answers: MailAnswers): Promise<void> {
    await this.page.getByRole('radio', { name: CHANNEL_LABELS[this.channel].mail }).check();
    const labels = CHANNEL_LABELS[this.channel];
    await this.fillField(labels.recipient, answers.recipient);
    await this.fillField(labels.recipientMobile, answers.recipientMobile);
    await this.fillField(labels.postcode, answers.postcode);
    await this.chooseOption(labels.region, answers.region);
    await this.fillField(labels.mailAddress, answers.address);
  }

  /** 图片上传: instructions, an example and the file; then back to the form. */
  async uploadPictureInDialog(kind: PictureKind, file: string): Promise<void> {
    const label = CHANNEL_LABELS.portal[kind];
    await this.page.getByRole('button', { name: `去上传${label}` }).click();
    const dialog = this.page.getByRole('dialog', { name: '图片上传' }).first();
    await expect(dialog.getByText('温馨提示：')).toBeVisible();
    await expect(dialog.getByText('2、请保证照片真实有效，清晰完整，无任何遮挡，同时避免照片反光。')).toBeVisible();
    await expect(dialog.getByText(kind === 'photo' ? '符合要求的制卡照片示例' : '符合要求的公民身份证照片示例：')).toBeVisible();
    await this.accessibility.checkCurrentState();
    await this.uploadPicture(kind, file);
    await dialog.getByRole('button', { name: '完成', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(this.page.getByRole('button', { name: `重新上传${label}` })).toBeVisible();
  }

  /** Chooses a file, accepts the proposed crop of a card photo, and waits until the server has the picture. */
  async uploadPicture(kind: PictureKind, file: string): Promise<void> {
    const arrived = this.page.waitForResponse((answer) => answer.url().endsWith(`/api/pictures/${kind}`) && answer.ok(), { timeout: 45_000 });
    await this.field(CHANNEL_LABELS[this.channel][kind]).setInputFiles(file);
    if (kind === 'photo') {
      const crop = this.page.getByRole('dialog', { name: '图片上传' }).last();
      await expect(crop.getByRole('group', { name: '裁剪框' })).toBeVisible({ timeout: 30_000 });
      await confirmCropDialog(crop);
    }
    await arrived;
  }

  async uploadAllPictures(person: Person): Promise<void> {
    const files = {
      photo: pictures.bust,
      emblem_side: await this.wizard.drawCardPhoto(person, 'emblem_side'),
      portrait_side: await this.wizard.drawCardPhoto(person, 'portrait_side'),
    };
    for (const [kind, file] of Object.entries(files)) {
      if (this.channel === 'portal') await this.uploadPictureInDialog(kind as PictureKind, file);
      else await this.uploadPicture(kind as PictureKind, file);
    }
  }

  async checkPledge(): Promise<void> {
    await this.wizard.checkPledge();
  }

  /** Presses 提交 and, where the channel asks for confirmation, 确定. */
  async submit(): Promise<void> {
    await this.press('提交');
    if (this.channel === 'jingtong') return;
    const question = this.page.getByRole('dialog', { name: '是否确认提交个人申领' });
    await expect(question).toBeVisible();
    await this.accessibility.checkCurrentState();
    await question.getByRole('button', { name: '确定', exact: true }).click();
  }

  /** The receipt number on the final page. */
  async readReceipt(): Promise<string> {
    await expect(this.page).toHaveURL(new RegExp(`/${this.channel}/done/\\d{16}$`));
    await expect(this.page.getByText('您已完成个人申领业务办理，请在个人中心我的办事中查看办事进度').first()).toBeVisible();
    await this.accessibility.checkCurrentState();
    return (await this.page.getByText(/^\d{4}-\d{4}-\d{4}-\d{4}$/).first().innerText()).replaceAll('-', '');
  }
}

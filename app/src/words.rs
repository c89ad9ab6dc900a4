//! Every word that the pages show, once. Labels of fields and the words of faults come from the rules; labels, buttons and
//! messages that the official guide gives are here as it gives them, to the character.

// The whole page.
pub const SERVICE: &str = "北京民生一卡通";
pub const HOTLINE: &str = "96066";
pub const HOTLINE_LINK: &str = "tel:96066";
pub const SKIP_TO_CONTENT: &str = "跳到主要内容";
pub const BACK: &str = "返回";
pub const CLOSE: &str = "关闭";
pub const CANCEL: &str = "取消";
pub const CONFIRM: &str = "确定";
pub const RETRY: &str = "重试";
pub const OPTIONAL: &str = "选填";
pub const LOADING: &str = "正在加载";
pub const ELDER: &str = "长辈版";
pub const ME: &str = "个人中心";
pub const MY_APPLICATIONS: &str = "我的办事";
pub const FOOTER: &str = "本服务由北京市人力资源和社会保障局提供";
pub const ASK_BY_PHONE: &str = "客服电话：";

pub const SANDBOX: &str = "演示环境";
pub const SANDBOX_DETAIL: &str = "请勿填写真实信息";
pub const SANDBOX_OUTBOX: &str = "短信收件箱";
pub const SANDBOX_PEOPLE: &str = "样例人员";

pub const OFFLINE_BAR: &str = "网络已断开。您填写的内容已保存在本机，联网后会自动继续。";
pub const OFFLINE_TRY_AGAIN: &str =
    "暂时连不上服务器，请检查网络后重试。您填写的内容已保存在本机。";
pub const SIGNED_OUT: &str = "登录已过期，请重新登录。您填写的内容已保存。";
pub const CHECK_ANSWERS: &str = "填写的内容有误，请按提示修改。";

/// The server failed; the number finds the failure in its log.
#[must_use]
pub fn server_failed(message: &str, request_id: &str) -> String {
    let message = if message.is_empty() {
        "服务器出了一点问题，请稍后重试。您填写的内容已保存。"
    } else {
        message
    };
    if request_id.is_empty() {
        message.to_owned()
    } else {
        format!("{message}（如需帮助，请拨打96066并告知编号 {request_id}）")
    }
}

/// The title of the browser's window.
#[must_use]
pub fn window_title(page: &str) -> String {
    [page, " · ", SERVICE].concat()
}

// Home.
pub const HOME_TITLE: &str = "第三代社会保障卡";
pub const HOME_LEAD: &str = "北京市参保人员可在线申领，约需3分钟。免收工本费和快递费。";
pub const APPLY: &str = "申请本人社会保障卡";
pub const HOME_PREPARE: &str = "请提前准备";
pub const HOME_NEEDS: [(&str, &str); 3] = [
    ("身份证原件照片", "正面（国徽面）、背面（个人信息面）各一张"),
    ("近期彩色免冠照片", "白底、清晰完整、五官无遮挡"),
    ("本人手机", "接收短信验证码和领卡通知"),
];
pub const HOME_ROAD: &str = "办理流程";
pub const HOME_STEPS: [(&str, &str); 3] = [
    ("登录并实名认证", "手机号验证码登录，核对姓名和身份证号"),
    ("填写申请信息", "身份识别、基本信息、制卡信息、领卡方式"),
    ("等待制卡，领卡启用", "制卡周期为30个自然日，可网点自取或银行邮寄"),
];
pub const HOME_RESUME: &str = "您有一份未提交的申请，已为您保存。";
pub const HOME_RESUME_LINK: &str = "继续填写";
pub const HOME_UNDER_AGE: &str = "未满18周岁的参保人员由监护人代为办理，并由监护人到银行网点领取。";

// Sign-in and real name.
pub const SIGN_IN: &str = "登录";
pub const SIGN_IN_LEAD: &str = "使用本人手机号登录，未注册的手机号将自动注册。";
pub const PHONE: &str = "手机号";
pub const CODE: &str = "短信验证码";
pub const GET_CODE: &str = "获取验证码";
pub const PHONE_PLACEHOLDER: &str = "请输入11位手机号";
pub const CODE_PLACEHOLDER: &str = "请输入6位数字";
pub const CODE_MISSING: &str = "请输入短信中的6位数字验证码";
pub const PHONE_MISSING: &str = "请输入手机号";
pub const CODE_SENT: &str = "验证码已发送，5分钟内有效。没有收到时请检查手机号，或稍后重新获取。";
pub const SIGNING_IN: &str = "正在登录…";
pub const SIGN_IN_AGAIN: &str = "请重新登录";
pub const SIGN_IN_AGAIN_LEAD: &str = "登录已过期。您填写的内容已保存，重新登录后可以接着填写。";
pub const OTHER_PERSON: &str = "登录的不是同一个人，原来填写的内容已从本机清除。";
pub const REAL_NAME: &str = "实名认证";
pub const REAL_NAME_LEAD: &str = "请填写本人身份证上的姓名和号码，用于核对参保信息。";
pub const REAL_NAME_NAME: &str = "姓名";
pub const REAL_NAME_NUMBER: &str = "身份证号";
pub const REAL_NAME_NAME_PLACEHOLDER: &str = "请输入姓名";
pub const REAL_NAME_NUMBER_PLACEHOLDER: &str = "请输入18位身份证号";
pub const CHECKING: &str = "正在核对…";
pub const NEXT: &str = "下一步";

/// `获取验证码`, while it has to wait.
#[must_use]
pub fn code_again_in(seconds: u32) -> String {
    format!("{seconds}秒后重新获取")
}

// Disclaimer.
pub const DISCLAIMER: &str = "免责声明";
pub const DISCLAIMER_AGREE: &str = "我已阅读并同意免责声明";
pub const DISCLAIMER_MISSING: &str = "请阅读免责声明，并勾选“我已阅读并同意免责声明”";

// The four steps.
pub const FORM: &str = "本人申请";
pub const STEPS: &str = "办理步骤";
pub const STEP_DONE: &str = "（已填写）";
pub const GO_ON: &str = "确定，下一步";
pub const STILL_UPLOADING: &str = "照片正在上传，请稍候再点“确定，下一步”";
pub const CHOOSE: &str = "请选择";
pub const ENDLESS: &str = "长期";
pub const IDENTITY_LEAD: &str = "请上传本人身份证原件照片，并核对以下信息。";
pub const IDENTITY_PICTURES: &str = "身份证原件照片";
pub const IDENTITY_ANSWERS: &str = "请核对身份信息";
pub const FROM_NUMBER: &str = "已按证件号码填写，请核对";
pub const READ_UNDER_WAY: &str = "正在识别身份证信息…";
pub const READ_ALL: &str = "已识别，请在下方核对";
pub const READ_PARTLY: &str = "部分信息没有读清，请对照照片填写";
pub const READ_TOO_SLOW: &str = "识别超时，请手工填写，或重新识别";
pub const READ_OFFLINE: &str = "网络已断开，暂时不能识别。请手工填写，或联网后重新识别";
pub const READ_FAILED: &str = "识别没有成功，请手工填写，或重新识别";
pub const READ_AGAIN: &str = "重新识别";
pub const READ_TRIES_USED_UP: &str = "识别次数已用完，请对照照片手工填写";
pub const EMBLEM_SIDE: &str = "国徽面";
pub const PORTRAIT_SIDE: &str = "个人信息面";
pub const TURNED: &str = "照片方向已为您转正";
pub const EXCHANGED: &str = "两面放反了，已为您对调";
pub const FROM_PICTURE: &str = "从照片读取，请核对";
pub const NOT_READ: &str = "没有读清，请对照照片填写";
pub const TAKE_READ: &str = "采用";
pub const TAKE_REGISTERED_ADDRESS: &str = "填入身份证上的住址";
pub const BASIC_LEAD: &str = "请填写现在居住的地址和职业。";
pub const DISTRICT_PLACEHOLDER: &str = "请选择常住地所在区";
pub const ADDRESS_PLACEHOLDER: &str = "请输入详细地址，精确到门牌号";
pub const OCCUPATION_PLACEHOLDER: &str = "请选择职业";
pub const LANDLINE_PLACEHOLDER: &str = "例: 010-12345678";
pub const CARD_USES: &str = "本人社会保障卡功能";
pub const CARD_USE_SOCIAL: &str = "社会保障功能";
pub const CARD_USE_MEDICAL: &str = "就医结算功能";
pub const CARD_USES_HINT: &str =
    "温馨提示：请确认您的社会保障卡功能，若信息有误，请拨打客服电话咨询：";
pub const PHOTO_RULES: [&str; 3] = [
    "1.请上传本人近期彩色免冠照片，保证真实有效。",
    "2.照片需清晰完整，五官无任何遮挡，避免反光。",
    "3.制卡照片在20K-8.75M之间。",
];
pub const MOBILE_PLACEHOLDER: &str = "请输入手机号";
pub const BANK_PLACEHOLDER: &str = "请选择办卡银行";
pub const CHOOSE_BRANCH: &str = "请选择开户行网点";
pub const CHOOSE_BANK_FIRST: &str = "请先选择办卡银行。";
pub const SEARCH_BRANCH: &str = "搜索网点名称或地址";
pub const BRANCH_DISTRICT: &str = "所在区";
pub const ALL_DISTRICTS: &str = "全部区";
pub const DELIVERY_LEAD: &str = "请选择领取社会保障卡的方式。";
pub const PICKUP: &str = "本人网点自取";
pub const PICKUP_DETAIL: &str = "收到发卡行领卡通知短信后，到您选择的网点领卡。";
pub const MAIL: &str = "银行邮寄";
pub const MAIL_DETAIL: &str = "由发卡银行寄出，免收快递费。";
pub const MAIL_CLOSED: &str = "未满18周岁不能选择邮寄，请由监护人到网点领取。";
pub const RECIPIENT_PLACEHOLDER: &str = "请输入邮寄接收人";
pub const REGION_PLACEHOLDER: &str = "请选择收件地所在地区";
pub const POSTCODE_PLACEHOLDER: &str = "请输入6位邮政编码";

/// Who was found by the real name, above the questions of the first step.
#[must_use]
pub fn as_real_named(name: &str) -> String {
    format!("请填写与实名认证（{name}）一致的信息")
}

/// How many more pictures of a side are read for now.
#[must_use]
pub fn tries_left(tries: u32) -> String {
    match tries {
        0 => READ_TRIES_USED_UP.to_owned(),
        tries => format!("还可识别{tries}次"),
    }
}

/// A picture of one side was chosen as the other, and was put where it belongs.
#[must_use]
pub fn moved_to(side: &str) -> String {
    format!("这张是{side}，已为您放到“身份证{side}”")
}

/// A picture of one side was chosen as the other, and the one side is there already.
#[must_use]
pub fn not_this_side(side: &str, wanted: &str) -> String {
    format!("您上传的是{side}，请在这里上传{wanted}")
}

/// The strip of a picture on which a field stands.
#[must_use]
pub fn strip_of(label: &str) -> String {
    ["证件照片上的", label].concat()
}

/// What was read where the person has typed something else.
#[must_use]
pub fn read_otherwise(printed: &str) -> String {
    ["照片上读到：", printed].concat()
}

/// The address that the card gives, which need not be where the person lives.
#[must_use]
pub fn registered_address(printed: &str) -> String {
    ["身份证上的住址：", printed].concat()
}

/// How many things stand in the way.
#[must_use]
pub fn mend_first(count: usize) -> String {
    format!("还有{count}处需要修改")
}

/// How many branches were found, and how many of them are listed.
#[must_use]
pub fn branches_found(found: usize, listed: usize) -> String {
    match found {
        0 => String::from("没有找到网点，请换一个词或选择全部区"),
        found if found > listed => {
            format!("共{found}个网点，显示前{listed}个，可输入名称或地址缩小范围")
        }
        found => format!("共{found}个网点"),
    }
}

// Check and submit.
pub const CHECK: &str = "申请信息核对";
pub const CHECK_LEAD: &str = "请核对以下信息，确认无误后提交。";
pub const CHANGE: &str = "修改";
pub const SHOW: &str = "显示完整信息";
pub const HIDE: &str = "隐藏";
pub const NOT_GIVEN: &str = "未填写";
pub const PICTURE_GIVEN: &str = "已上传";
pub const PLEDGE_BEFORE: &str = "我已阅读并同意";
pub const PLEDGE_TITLE: &str = "《第三代社会保障卡申领承诺》";
pub const PLEDGE_AFTER: &str = "，知晓申领实体社保卡即同步生成电子社保卡。";
pub const PLEDGE_OPEN: &str = "查看《第三代社会保障卡申领承诺》";
pub const PLEDGE_MISSING: &str = "请阅读《第三代社会保障卡申领承诺》并勾选同意";
pub const CYCLE: &str = "制卡周期为30个自然日。";
pub const SUBMIT: &str = "确认提交";
pub const SUBMIT_QUESTION: &str = "是否确认提交个人申领";
pub const SUBMITTING: &str = "正在提交，请不要关闭页面…";
pub const SUBMIT_AGAIN: &str = "没有收到提交结果。可以放心再次提交，不会重复申领。";
pub const DONE_TITLE: &str = "提交成功";
pub const DONE: &str = "您已完成个人申领业务办理，请在个人中心我的办事中查看办事进度";
pub const RECEIPT_NUMBER: &str = "回执编号";
pub const COPY: &str = "复制编号";
pub const COPIED: &str = "已复制";
pub const COPY_BY_HAND: &str = "未能自动复制，请长按编号复制";
pub const DONE_NEXT: &str = "接下来";
pub const DONE_STEPS: [&str; 3] = [
    "我们将审核您的申请，结果可在我的办事中查看。",
    "制卡周期为30个自然日。收到发卡行领卡通知短信后，按您选择的方式领卡。",
    "领卡后请尽快启用，社保卡即可正常使用。",
];
pub const HOME: &str = "返回首页";

// Me.
pub const SIGN_OUT: &str = "退出";
pub const SIGN_OUT_QUESTION: &str = "确定退出登录吗？";
pub const SIGN_OUT_DETAIL: &str =
    "本机保存的草稿和照片将被清除。已填写的内容仍保存在服务器上，再次登录后可以继续填写。";
pub const NOT_REAL_NAMED: &str = "未实名认证";
pub const REAL_NAMED: &str = "已实名认证";
pub const NO_APPLICATIONS: &str = "还没有申请";
pub const NO_APPLICATIONS_DETAIL: &str = "提交申请后，可以在这里查看办事进度。";
pub const APPLICATION: &str = "办事进度";
pub const APPLICATION_KIND: &str = "第三代社会保障卡申领";
pub const SUBMITTED_AT: &str = "提交时间";
pub const CHANGED_AT: &str = "更新时间";
pub const TIME_LINE: &str = "办理进度";
pub const ANSWERS: &str = "申请信息";

// Pages that are not.
pub const NOT_FOUND: &str = "没有找到这个页面";
pub const NOT_FOUND_DETAIL: &str = "链接可能已失效，或网址输入有误。";
pub const NO_START: &str = "页面没有打开";

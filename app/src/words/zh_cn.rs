//! 中文, as the official guide has it, to the character.

mod pictures;
mod rare;

pub(super) use pictures::*;
pub(super) use rare::*;

use sscard_shared::api::ErrorCode;

use super::{PlainWords, Words};

pub(super) const WORDS: Words = Words {
    // The whole page.
    service: "北京民生一卡通",
    skip_to_content: "跳到主要内容",
    back: "返回",
    close: "关闭",
    cancel: "取消",
    confirm: "确定",
    retry: "重试",
    optional: "选填",
    loading: "正在加载",
    language: "语言",
    elder: "长辈版",
    elder_detail: "大字、大按钮，一次只问一题",
    elder_hint: "字太小？可打开长辈版",
    elder_open: "打开长辈版",
    elder_hint_close: "不再提示",
    settings: "设置",
    letters: "字号",
    letters_standard: "标准",
    letters_large: "大",
    letters_largest: "特大",
    aloud: "语音朗读",
    aloud_detail: "按下朗读按钮时，读出页面上的文字",
    read_page: "朗读本页",
    read_pause: "暂停",
    read_go_on: "继续",
    read_stop: "停止朗读",
    read_question: "朗读",
    not_answered: "还没有填写",
    me: "个人中心",
    my_applications: "我的办事",
    footer: "本服务由北京市人力资源和社会保障局提供",
    ask_by_phone: "客服电话：",
    comma: "，",
    before_time: " ",
    colon: "：",
    sandbox: "演示环境",
    sandbox_detail: "请勿填写真实信息",
    sandbox_outbox: "短信收件箱",
    sandbox_people: "样例人员",
    offline_bar: "网络已断开。您填写的内容已保存在本机，联网后会自动继续。",
    undo: "撤销",
    branch_gone: "已更换银行，请重新选择开户行网点",
    upload_stopped: "已停止上传，照片保存在本机",
    offline_try_again: "暂时连不上服务器，请检查网络后重试。您填写的内容已保存在本机。",
    signed_out: "登录已过期，请重新登录。您填写的内容已保存。",
    check_answers: "填写的内容有误，请按提示修改。",
    // Home.
    home_title: "第三代社会保障卡",
    home_lead: "北京市参保人员可在线申领，约需3分钟。免收工本费和快递费。",
    apply: "申请本人社会保障卡",
    home_prepare: "请提前准备",
    home_needs: [
        ("身份证原件照片", "正面（国徽面）、背面（个人信息面）各一张"),
        ("近期彩色免冠照片", "白底、清晰完整、五官无遮挡"),
        ("本人手机", "接收短信验证码和领卡通知"),
    ],
    home_road: "办理流程",
    home_steps: [
        ("登录并实名认证", "手机号验证码登录，核对姓名和身份证号"),
        ("填写申请信息", "身份识别、基本信息、制卡信息、领卡方式"),
        ("等待制卡，领卡启用", "制卡周期为30个自然日，可网点自取或银行邮寄"),
    ],
    home_resume: "您有一份未提交的申请，已为您保存。",
    home_resume_link: "继续填写",
    home_under_age: "未满18周岁的参保人员由监护人代为办理，并由监护人到银行网点领取。",
    // Sign-in and real name.
    sign_in: "登录",
    sign_in_lead: "使用本人手机号登录，未注册的手机号将自动注册。",
    shared_device: "这是公用设备",
    shared_device_detail: "关闭页面即退出，本机不保留填写的内容和照片。",
    not_me: "不是本人，退出",
    phone: "手机号",
    code: "短信验证码",
    get_code: "获取验证码",
    phone_placeholder: "请输入11位手机号",
    code_placeholder: "请输入6位数字",
    code_missing: "请输入短信中的6位数字验证码",
    code_expired: "验证码已过期，请重新获取。手机号不用再填。",
    phone_missing: "请输入手机号",
    code_sent: "验证码已发送，5分钟内有效。没有收到时请检查手机号，或稍后重新获取。",
    signing_in: "正在登录…",
    sign_in_again: "请重新登录",
    sign_in_again_lead: "登录已过期。您填写的内容已保存，重新登录后可以接着填写。",
    other_person: "登录的不是同一个人，原来填写的内容已从本机清除。",
    real_name: "实名认证",
    real_name_lead: "请填写本人身份证上的姓名和号码，用于核对参保信息。",
    real_name_name: "姓名",
    real_name_number: "身份证号",
    real_name_name_placeholder: "请输入姓名",
    real_name_number_placeholder: "请输入18位身份证号",
    checking: "正在核对…",
    next: "下一步",
    // Disclaimer.
    disclaimer: "免责声明",
    disclaimer_agree: "我已阅读并同意免责声明",
    disclaimer_missing: "请阅读免责声明，并勾选“我已阅读并同意免责声明”",
    chinese_binds: None,
    // The four steps.
    form: "本人申请",
    steps: "办理步骤",
    step_done: "（已填写）",
    go_on: "确定，下一步",
    next_question: "下一题",
    previous_question: "上一题",
    plain: PLAIN,
    pictures_on_their_way: "照片正在上传，上传完成后即可提交，请稍候",
    choose: "请选择",
    endless: "长期",
    identity_lead: "请上传本人身份证原件照片，并核对以下信息。",
    identity_pictures: "身份证原件照片",
    identity_answers: "请核对身份信息",
    from_number: "已按证件号码填写，请核对",
    read_under_way: "正在识别身份证信息…",
    read_all: "已识别，请在下方核对",
    read_partly: "部分信息没有读清，请对照照片填写",
    read_too_slow: "识别超时，请手工填写，或重新识别",
    read_offline: "网络已断开，暂时不能识别。请手工填写，或联网后重新识别",
    read_failed: "识别没有成功，请手工填写，或重新识别",
    read_again: "重新识别",
    read_tries_used_up: "识别次数已用完，请对照照片手工填写",
    emblem_side: "国徽面",
    portrait_side: "个人信息面",
    turned: "照片方向已为您转正",
    exchanged: "两面放反了，已为您对调",
    from_picture: "从照片读取，请核对",
    not_read: "没有读清，请对照照片填写",
    read_otherwise: "照片上读到：",
    registered_address: "身份证上的住址：",
    take_read: "采用",
    take_registered_address: "填入身份证上的住址",
    basic_lead: "请填写现在居住的地址和职业。",
    district_placeholder: "请选择常住地所在区",
    address_placeholder: "请输入详细地址，精确到门牌号",
    occupation_placeholder: "请选择职业",
    landline_placeholder: "例: 010-12345678",
    date_placeholder: "例: 20200301",
    card_uses: "本人社会保障卡功能",
    card_use_social: "社会保障功能",
    card_use_medical: "就医结算功能",
    card_uses_hint: "温馨提示：请确认您的社会保障卡功能，若信息有误，请拨打客服电话咨询：",
    photo_rules: [
        "1.请上传本人近期彩色免冠照片，保证真实有效。",
        "2.照片需清晰完整，五官无任何遮挡，避免反光。",
        "3.制卡照片在20K-8.75M之间。",
    ],
    mobile_placeholder: "请输入手机号",
    bank_placeholder: "请选择办卡银行",
    choose_branch: "请选择开户行网点",
    choose_bank_first: "请先选择办卡银行。",
    search_branch: "搜索网点名称或地址",
    branch_district: "所在区",
    all_districts: "全部区",
    delivery_lead: "请选择领取社会保障卡的方式。",
    pickup: "本人网点自取",
    pickup_detail: "收到发卡行领卡通知短信后，到您选择的网点领卡。",
    mail: "银行邮寄",
    mail_detail: "由发卡银行寄出，免收快递费。",
    mail_closed: "未满18周岁不能选择邮寄，请由监护人到网点领取。",
    recipient_placeholder: "请输入邮寄接收人",
    region_placeholder: "请选择收件地所在地区",
    postcode_placeholder: "请输入6位邮政编码",
    // Check and submit.
    check: "申请信息核对",
    check_lead: "请核对以下信息，确认无误后提交。",
    change: "修改",
    show: "显示完整信息",
    hide: "隐藏",
    not_given: "未填写",
    picture_given: "已上传",
    pledge_before: "我已阅读并同意",
    pledge_title: "《第三代社会保障卡申领承诺》",
    pledge_after: "，知晓申领实体社保卡即同步生成电子社保卡。",
    pledge_open: "查看《第三代社会保障卡申领承诺》",
    pledge_missing: "请阅读《第三代社会保障卡申领承诺》并勾选同意",
    cycle: "制卡周期为30个自然日。",
    submit: "确认提交",
    submit_question: "是否确认提交个人申领",
    submitting: "正在提交，请不要关闭页面…",
    submit_again: "没有收到提交结果。可以放心再次提交，不会重复申领。",
    done_title: "提交成功",
    done: "您已完成个人申领业务办理，请在个人中心我的办事中查看办事进度",
    receipt_number: "回执编号",
    copy: "复制编号",
    copied: "已复制",
    copy_by_hand: "未能自动复制，请长按编号复制",
    done_next: "接下来",
    done_steps: [
        "我们将审核您的申请，结果可在我的办事中查看。",
        "制卡周期为30个自然日。收到发卡行领卡通知短信后，按您选择的方式领卡。",
        "领卡后请尽快启用，社保卡即可正常使用。",
    ],
    home: "返回首页",
    // Me.
    sign_out: "退出",
    sign_out_question: "确定退出登录吗？",
    sign_out_detail: "本机保存的草稿和照片将被清除。已填写的内容仍保存在服务器上，再次登录后可以继续填写。",
    sign_out_unheard: "清除本机内容并退出",
    sign_out_unheard_detail: "如要把设备交给他人，可以先清除本机内容，联网后会自动退出登录。断网后填写的内容将不保留。",
    not_real_named: "未实名认证",
    real_named: "已实名认证",
    no_applications: "还没有申请",
    no_applications_detail: "提交申请后，可以在这里查看办事进度。",
    application: "办事进度",
    application_kind: "第三代社会保障卡申领",
    submitted_at: "提交时间",
    changed_at: "更新时间",
    time_line: "办理进度",
    answers: "申请信息",
    // Pages that are not.
    not_found: "没有找到这个页面",
    not_found_detail: "链接可能已失效，或网址输入有误。",
    no_start: "页面没有打开",
    crop: CROP,
    camera: CAMERA,
    corners: CORNERS,
    rare: RARE,
};

const PLAIN: PlainWords = PlainWords {
    valid_from: "看身份证国徽面最下面一行，填前面的日期",
    valid_until: "看身份证国徽面最下面一行，填后面的日期；写的是“长期”就勾选长期",
    authority: "看身份证国徽面“签发机关”后面的字，照着填",
    address: "现在住的地方，写到几号楼、几单元、几室",
    landline: "家里没有座机，可以不填",
    branch: "您想去哪个网点领卡，就选哪个",
    read_all: "已识别，请在后面几题核对",
};

pub(super) fn question_place(at: usize, of: usize) -> String {
    format!("第{at}题，共{of}题")
}

pub(super) fn answered(answer: &str) -> String {
    format!("您填写的是：{answer}")
}

pub(super) fn server_said(code: ErrorCode, message: &str, _: Option<u32>) -> String {
    let said = match code {
        _ if !message.is_empty() => message,
        ErrorCode::TooMany => "操作过于频繁，请稍后再试。",
        _ => "服务器出了一点问题，请稍后重试。您填写的内容已保存。",
    };
    said.to_owned()
}

pub(super) fn ask_with_number(message: &str, request_id: &str) -> String {
    format!("{message}（如需帮助，请拨打96066并告知编号 {request_id}）")
}

pub(super) fn code_again_in(seconds: u32) -> String {
    format!("{seconds}秒后重新获取")
}

pub(super) fn as_real_named(name: &str) -> String {
    format!("请填写与实名认证（{name}）一致的信息")
}

pub(super) fn tries_left(tries: u32) -> String {
    match tries {
        0 => WORDS.read_tries_used_up.to_owned(),
        tries => format!("还可识别{tries}次"),
    }
}

pub(super) fn moved_to(side: &str) -> String {
    format!("这张是{side}，已为您放到“身份证{side}”")
}

pub(super) fn not_this_side(side: &str, wanted: &str) -> String {
    format!("您上传的是{side}，请在这里上传{wanted}")
}

pub(super) fn strip_of(label: &str) -> String {
    ["证件照片上的", label].concat()
}

pub(super) fn open_calendar(label: &str) -> String {
    ["打开日历：", label].concat()
}

pub(super) fn uploading(percent: u8, turn: usize, of: usize) -> String {
    match of {
        0 | 1 => format!("正在上传 {percent}%"),
        of => format!("正在上传 {percent}%（第{turn}张，共{of}张）"),
    }
}

pub(super) fn removed(label: &str) -> String {
    ["已删除", label].concat()
}

pub(super) fn taken_over(label: &str) -> String {
    ["已采用照片上的", label].concat()
}

pub(super) fn kept_here(steps: &[&str], pictures: usize) -> String {
    let kept = match steps {
        [] => String::new(),
        steps => ["已保存：", &steps.join("、")].concat(),
    };
    let waiting = match pictures {
        0 => String::new(),
        pictures => format!("{pictures}张照片待联网后上传"),
    };
    [kept, waiting].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
}

pub(super) fn catching_up(pictures: usize) -> String {
    format!("网络已恢复，正在上传{pictures}张照片")
}

pub(super) fn mend_first(count: usize) -> String {
    format!("还有{count}处需要修改")
}

pub(super) fn branches_found(found: usize, listed: usize) -> String {
    match found {
        0 => String::from("没有找到网点，请换一个词或选择全部区"),
        found if found > listed => {
            format!("共{found}个网点，显示前{listed}个，可输入名称或地址缩小范围")
        }
        found => format!("共{found}个网点"),
    }
}

pub(super) fn act_on(act: &str, thing: &str) -> String {
    [act, thing].concat()
}

pub(super) fn agreed_to(version: &str) -> String {
    ["已阅读并同意（版本 ", version, "）"].concat()
}

//! 中文: the words of each door.

use crate::words::{DoorWords, EligibilityWords, JingtongWords, PortalWords};

pub(in crate::words) const AT_PORTAL: DoorWords = DoorWords {
    service: "北京市人力资源和社会保障局",
    disclaimer_agree: "我同意",
    disclaimer_missing: "请阅读免责声明，并勾选“我同意”",
    disclaimer_confirm: "确定",
    submit: "提交",
    pickup: "本人网点领取",
    mail: "银行网点邮寄",
    choose_branch: "请选择办卡网点",
    branch_placeholder: "请选择",
    choose_bank_first: "请先选择发卡行名称。",
    branch_gone: "已更换银行，请重新选择办卡网点",
};

pub(in crate::words) const AT_JINGTONG: DoorWords = DoorWords {
    service: "京通",
    disclaimer_agree: "我同意",
    disclaimer_missing: "请阅读免责声明，并勾选“我同意”",
    disclaimer_confirm: "确认申领",
    submit: "提交",
    pickup: "个人网点领卡",
    mail: "银行邮寄",
    choose_branch: "请选择办卡网点",
    branch_placeholder: "请选择",
    choose_bank_first: "请先选择发卡行名称。",
    branch_gone: "已更换银行，请重新选择办卡网点",
};

pub(in crate::words) const AT_MINSHENG: DoorWords = DoorWords {
    service: "北京民生一卡通",
    disclaimer_agree: "我已阅读并同意免责声明",
    disclaimer_missing: "请阅读免责声明，并勾选“我已阅读并同意免责声明”",
    disclaimer_confirm: "确定",
    submit: "确认提交",
    pickup: "本人网点自取",
    mail: "银行邮寄",
    choose_branch: "请选择开户行网点",
    branch_placeholder: "请选择开户行网点",
    choose_bank_first: "请先选择办卡银行。",
    branch_gone: "已更换银行，请重新选择开户行网点",
};

pub(in crate::words) const PORTAL: PortalWords = PortalWords {
    hall: "网上服务大厅",
    to_home: "返回首页",
    links: "个人",
    path: "当前位置",
    personal: "个人服务",
    apply: "本人申请社会保障卡",
    apply_detail: "首次申领第三代社会保障卡，免收工本费和快递费",
    applications_detail: "查看申领进度和制卡结果",
    home_lead: "请选择要办理的事项",
    form_title: "社会保障卡申请基本信息",
    uses_label: "本人社会保障卡功能：",
    use_social: "社会保障功能",
    use_medical: "就医结算功能",
    to_upload: "去上传",
    upload_again: "重新上传",
    upload_title: "图片上传",
    upload_done: "完成",
    hints: "温馨提示：",
    hint_choose_photo: "1、请选择制卡照片，上传核验。",
    hint_choose_portrait: "1、请选择公民身份证背面（个人信息面）原件照片，上传核验。",
    hint_choose_emblem: "1、请选择公民身份证正面（国徽面）原件照片，上传核验。",
    hint_true: "2、请保证照片真实有效，清晰完整，无任何遮挡，同时避免照片反光。",
    hint_crop: "3、请通过鼠标移动或缩放照片，将照片填满裁剪框。",
    card_example: "符合要求的公民身份证照片示例：",
    photo_note: "如果照片与本人实际情况不相符，可以点击照片重新上传",
    photo_again: "点击照片重新上传",
    to_hall: "返回服务大厅",
    after_note: "提示：您的社会保障卡申请受理成功，请收到发卡行领卡通知短信后，到您选择的办卡网点领卡。",
    correct: "更正",
    correct_title: "更正预留手机号",
    correct_detail: "验证码将发送到新的手机号，领卡通知也会发到这个号码。",
    corrected: "预留手机号已更正",
    about: "关于我们",
    about_text: "本服务由北京市人力资源和社会保障局提供，用于北京市参保人员在线申领第三代社会保障卡（北京民生一卡通）。",
    legal: "法律声明",
    legal_text: "申领前请阅读免责声明。您提供的信息仅用于本次申领的受理、审核、制卡和领卡，不会用于其他用途。",
    site_map: "网站地图",
    suggestions: "建议征集",
    suggestions_text: "对本服务有意见或建议，请拨打客服电话，我们会认真记录并改进：",
};

pub(in crate::words) const JINGTONG: JingtongWords = JingtongWords {
    home_title: "第三代社会保障卡",
    form_title: "本人申领第三代社会保障卡",
    home_lead: "北京市参保人员可在线申领，免收工本费和快递费。",
    apply: "本人申领",
    bar_eligibility: "申领第三代社会保障卡",
    applicant_name: "申领人姓名",
    type_here: "请输入",
    photo_hint: "请上传大小为20KB-8.75MB，尺寸为358*441的白底证件照",
    licence_used: "已使用您授权的电子证照作为身份证照片，无需上传。",
    licence_instead: "改为自己上传身份证照片",
    licence_left: "已改为自己上传，不再使用电子证照",
    licence_away: "暂时无法调取您的电子证照，请自行上传身份证照片。",
    hint_uses: "1.请确认您的社会保障卡功能，若消息有误，请拨打客服电话：96066",
    hint_after: "2.您的社会保障卡申请受理成功，请收到发卡行领卡通知短信后，到您选择办卡网点领卡。",
    hint_cycle: "3.制卡周期为\"30个自然日。\"",
};

pub(in crate::words) const ELIGIBILITY: EligibilityWords = EligibilityWords {
    title: "申领人信息",
    licence_hint: "温馨提示：如果您具有北京市公安局制发的身份证可以勾选下方协议，我们将在您授权后调取您的身份证照片用作申请第三代社会保障卡的身份证件信息。",
    consent_name: "访问授权：",
    consent: "我同意并授权允许采集申领人信息进行第三代社会保障卡申领资格校验，并接受将电子证照信息用于第三代社会保障卡申领材料。",
    consent_missing: "请阅读并勾选访问授权，再开始资格校验",
    start: "开始资格校验",
    asking: "正在校验申领资格，请稍候",
    passed: "资格校验通过，可以申领",
    go_on: "继续",
    refused: "暂时不能申领",
    not_insured: "没有查询到您在北京市的参保信息。请先由单位或本人办理参保登记，已参保的请拨打客服电话96066核实。",
    in_making: "您的社会保障卡正在制作或办理，无需重复申领。请在个人中心我的办事中查看办事进度，制卡周期为30个自然日。",
    not_matched: "您的姓名与证件号码和参保登记的信息不一致。如已更名，请先到社保经办机构办理变更，或拨打客服电话96066。",
    again: "重新校验",
};

pub(in crate::words) fn welcome(name: &str) -> String {
    format!("{name}，欢迎您")
}

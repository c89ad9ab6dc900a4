//! The labels of the doors that name a field otherwise than 北京民生一卡通 does, to the guide's characters.

use super::Field;

/// Guide, part 一.
pub(super) const fn portal(field: Field) -> &'static str {
    match field {
        Field::EmblemSide => "公民身份证正面（国徽面）",
        Field::PortraitSide => "公民身份证背面（个人信息面）",
        Field::ValidFrom => "证件有效期限起",
        Field::ValidUntil => "证件有效期限止",
        Field::District => "常住所在区",
        Field::Mobile => "预留手机号",
        Field::Bank => "发卡行名称",
        Field::Branch => "办卡网点",
        Field::RecipientMobile => "邮寄接收人手机号码",
        Field::MailRegion => "邮寄接收地区",
        Field::Postcode => "邮寄编码",
        _ => field.label(),
    }
}

/// Guide, part 二.
pub(super) const fn jingtong(field: Field) -> &'static str {
    match field {
        Field::EmblemSide => "公民身份证正面",
        Field::PortraitSide => "公民身份证背面",
        Field::ValidFrom => "证件有效期限开始日期",
        Field::ValidUntil => "证件有效期限截止日期",
        Field::District => "常住所在区域",
        Field::Bank => "发卡行名称",
        Field::Branch => "办卡网点（默认为开户网点）",
        Field::Recipient => "收件人",
        Field::RecipientMobile => "收件人联系电话",
        Field::MailAddress => "收件详细地址",
        _ => field.label(),
    }
}

/// The same for what to do where nothing was given.
pub(super) const fn portal_prompt(field: Field) -> &'static str {
    match field {
        Field::EmblemSide => "请上传公民身份证正面（国徽面）",
        Field::PortraitSide => "请上传公民身份证背面（个人信息面）",
        Field::District => "请选择常住所在区",
        Field::Mobile => "请填写预留手机号",
        Field::Bank => "请输入发卡行名称",
        Field::Branch => "请输入办卡网点",
        Field::RecipientMobile => "请输入邮寄接收人手机号码",
        Field::MailRegion => "请选择邮寄接收地区",
        Field::Postcode => "请输入邮寄编码",
        _ => field.prompt(),
    }
}

/// The same at 京通.
pub(super) const fn jingtong_prompt(field: Field) -> &'static str {
    match field {
        Field::EmblemSide => "请上传公民身份证正面（国徽面）",
        Field::PortraitSide => "请上传公民身份证背面（个人信息面）",
        Field::District => "请选择常住所在区域",
        Field::Bank => "请选择发卡行名称",
        Field::Branch => "请选择办卡网点",
        Field::Recipient => "请输入收件人",
        Field::RecipientMobile => "请输入联系电话",
        Field::MailAddress => "请输入详细地址",
        Field::Postcode => "请输入邮政编码",
        _ => field.prompt(),
    }
}

//! Every question of the application, once: its wire name and the guide's label.

mod label;

use serde::{Deserialize, Serialize};

use crate::{door::Door, english, language::Language};

/// One question of the application (申领表的一项).
///
/// The wire name ([`Field::name`]) is the one word for it in the API, the database, the command line and the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 身份证国徽面, the picture of the emblem side: a picture's id.
    EmblemSide,
    /// 身份证个人信息面, the picture of the portrait side: a picture's id.
    PortraitSide,
    /// 姓名.
    Name,
    /// 证件类型, a code of the dictionary of document types.
    DocumentType,
    /// 证件号码.
    IdNumber,
    /// 国籍, an ISO 3166-1 alpha-3 code (GB/T 2659.1).
    Nationality,
    /// 性别, a GB/T 2261.1 code.
    Sex,
    /// 民族, a GB/T 3304 number.
    Ethnicity,
    /// 出生日期, an ISO date.
    BirthDate,
    /// 证件有效期限起, an ISO date.
    ValidFrom,
    /// 证件有效期限止, an ISO date or `长期`.
    ValidUntil,
    /// 签发机关.
    Authority,
    /// 常住地所在区, a GB/T 2260 code.
    District,
    /// 常住所在地地址.
    Address,
    /// 职业, a code of the operator's dictionary.
    Occupation,
    /// 固定电话.
    Landline,
    /// 制卡照片, a picture's id.
    Photo,
    /// 卡预留手机号.
    Mobile,
    /// 办卡银行名称, a bank's code.
    Bank,
    /// 开户行网点, a branch's code.
    Branch,
    /// 领卡方式: `pickup` or `mail`.
    Delivery,
    /// 邮寄接收人.
    Recipient,
    /// 接收人联系电话.
    RecipientMobile,
    /// 收件地所在地区, a GB/T 2260 code.
    MailRegion,
    /// 邮寄接收地址.
    MailAddress,
    /// 邮政编码.
    Postcode,
    /// 免责声明: the version that was agreed to.
    Disclaimer,
    /// 申领承诺: the version that was agreed to.
    Pledge,
}

impl Field {
    /// Every field, in the order in which a person meets them.
    pub const ALL: [Self; 28] = [
        Self::Disclaimer,
        Self::EmblemSide,
        Self::PortraitSide,
        Self::Name,
        Self::DocumentType,
        Self::IdNumber,
        Self::Nationality,
        Self::Sex,
        Self::Ethnicity,
        Self::BirthDate,
        Self::ValidFrom,
        Self::ValidUntil,
        Self::Authority,
        Self::District,
        Self::Address,
        Self::Occupation,
        Self::Landline,
        Self::Photo,
        Self::Mobile,
        Self::Bank,
        Self::Branch,
        Self::Delivery,
        Self::Recipient,
        Self::RecipientMobile,
        Self::MailRegion,
        Self::MailAddress,
        Self::Postcode,
        Self::Pledge,
    ];

    /// The wire name: lower-case words joined by underscores, never changed once published.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EmblemSide => "emblem_side",
            Self::PortraitSide => "portrait_side",
            Self::Name => "name",
            Self::DocumentType => "document_type",
            Self::IdNumber => "id_number",
            Self::Nationality => "nationality",
            Self::Sex => "sex",
            Self::Ethnicity => "ethnicity",
            Self::BirthDate => "birth_date",
            Self::ValidFrom => "valid_from",
            Self::ValidUntil => "valid_until",
            Self::Authority => "authority",
            Self::District => "district",
            Self::Address => "address",
            Self::Occupation => "occupation",
            Self::Landline => "landline",
            Self::Photo => "photo",
            Self::Mobile => "mobile",
            Self::Bank => "bank",
            Self::Branch => "branch",
            Self::Delivery => "delivery",
            Self::Recipient => "recipient",
            Self::RecipientMobile => "recipient_mobile",
            Self::MailRegion => "mail_region",
            Self::MailAddress => "mail_address",
            Self::Postcode => "postcode",
            Self::Disclaimer => "disclaimer",
            Self::Pledge => "pledge",
        }
    }

    /// The label of the 北京民生一卡通 entrance (guide, part 三), to the character.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::EmblemSide => "身份证正面（国徽面）",
            Self::PortraitSide => "身份证背面（个人信息面）",
            Self::Name => "姓名",
            Self::DocumentType => "证件类型",
            Self::IdNumber => "证件号码",
            Self::Nationality => "国籍",
            Self::Sex => "性别",
            Self::Ethnicity => "民族",
            Self::BirthDate => "出生日期",
            Self::ValidFrom => "有效期限起",
            Self::ValidUntil => "有效期限止",
            Self::Authority => "签发机关",
            Self::District => "常住地所在区",
            Self::Address => "常住所在地地址",
            Self::Occupation => "职业",
            Self::Landline => "固定电话",
            Self::Photo => "制卡照片",
            Self::Mobile => "卡预留手机号",
            Self::Bank => "办卡银行名称",
            Self::Branch => "开户行网点",
            Self::Delivery => "领卡方式",
            Self::Recipient => "邮寄接收人",
            Self::RecipientMobile => "接收人联系电话",
            Self::MailRegion => "收件地所在地区",
            Self::MailAddress => "邮寄接收地址",
            Self::Postcode => "邮政编码",
            Self::Disclaimer => "免责声明",
            Self::Pledge => "申领承诺",
        }
    }

    /// The label in a language, as a door has it.
    #[must_use]
    pub const fn label_in(self, door: Door, language: Language) -> &'static str {
        match language {
            Language::ZhCn => match door {
                Door::Portal => label::portal(self),
                Door::Jingtong => label::jingtong(self),
                Door::Minsheng => self.label(),
            },
            Language::En => english::field::label(self),
        }
    }

    /// What to do where nothing was given: the words of the fault `missing`, and of an empty input.
    ///
    /// Where the guide shows such words, they are the guide's to the character.
    #[must_use]
    pub const fn prompt(self) -> &'static str {
        match self {
            Self::EmblemSide => "请上传身份证正面（国徽面）",
            Self::PortraitSide => "请上传身份证背面（个人信息面）",
            Self::Name => "请填写姓名",
            Self::DocumentType => "请选择证件类型",
            Self::IdNumber => "请填写证件号码",
            Self::Nationality => "请选择国籍",
            Self::Sex => "请选择性别",
            Self::Ethnicity => "请选择民族",
            Self::BirthDate => "请填写出生日期",
            Self::ValidFrom => "请填写证件有效期限的开始日期",
            Self::ValidUntil => "请填写证件有效期限的截止日期，长期有效的请选择长期",
            Self::Authority => "请填写签发机关，与身份证国徽面一致",
            Self::District => "请选择常住地所在区",
            Self::Address => "请输入详细地址，精确到门牌号",
            Self::Occupation => "请选择职业",
            Self::Landline => "请填写固定电话",
            Self::Photo => "请上传制卡照片",
            Self::Mobile => "请填写卡预留手机号",
            Self::Bank => "请选择办卡银行",
            Self::Branch => "请选择开户行网点",
            Self::Delivery => "请选择领卡方式",
            Self::Recipient => "请输入邮寄接收人",
            Self::RecipientMobile => "请输入接收人联系电话",
            Self::MailRegion => "请选择收件地所在地区",
            Self::MailAddress => "请输入邮寄接收地址",
            Self::Postcode => "请输入邮政编码",
            Self::Disclaimer => "请阅读免责声明，同意后勾选",
            Self::Pledge => "请阅读《第三代社会保障卡申领承诺》，同意后勾选",
        }
    }

    /// What to do where nothing was given, in a language, as a door has it.
    #[must_use]
    pub const fn prompt_in(self, door: Door, language: Language) -> &'static str {
        match language {
            Language::ZhCn => match door {
                Door::Portal => label::portal_prompt(self),
                Door::Jingtong => label::jingtong_prompt(self),
                Door::Minsheng => self.prompt(),
            },
            Language::En => english::field::prompt(self),
        }
    }

    /// The field of a wire name, or nothing for a name that is not one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Field {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format_args!("unknown field `{name}`")))
    }
}

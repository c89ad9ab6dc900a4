//! What is true: an application in which every rule holds, and the only way to one.

mod read;
mod value;

pub use value::{Checked, check_value};

use crate::{
    Date,
    address::{Address, Authority},
    choice::{Bank, BranchCode, Consent, Occupation, PictureId},
    code::{DeliveryMethod, District, DocumentType, Ethnicity, MailRegion, Sex},
    contact::{Landline, Mobile, Postcode},
    country::Country,
    date::BirthDate,
    directory::Directory,
    draft::Draft,
    fault::Faults,
    field::Field,
    id_number::IdNumber,
    name::Name,
    validity::Validity,
};

/// A complete application: every field parsed, every rule between fields held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    disclaimer: Consent,
    pledge: Consent,
    identity: Identity,
    residence: Residence,
    card: Card,
    delivery: Delivery,
    warnings: Faults,
}

/// 身份识别: who applies, and the pictures that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    emblem_side: PictureId,
    portrait_side: PictureId,
    name: Name,
    document_type: DocumentType,
    id_number: IdNumber,
    nationality: Country,
    sex: Sex,
    ethnicity: Option<Ethnicity>,
    birth_date: BirthDate,
    validity: Validity,
    authority: Option<Authority>,
}

/// 基本信息: where the applicant lives and what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residence {
    district: District,
    address: Address,
    occupation: Occupation,
    landline: Option<Landline>,
}

/// 制卡信息: what the card needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    photo: PictureId,
    mobile: Mobile,
    bank: Bank,
    branch: BranchCode,
}

/// 领卡方式: how the card reaches the applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// 本人网点自取.
    Pickup,
    /// 银行邮寄, to this address.
    Mail(MailTo),
}

/// 收件信息.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTo {
    recipient: Name,
    mobile: Mobile,
    region: MailRegion,
    address: Address,
    postcode: Postcode,
}

impl Application {
    /// Parses a draft against the built-in tables. See [`Application::parse_with`].
    ///
    /// # Errors
    /// Every fault of the draft at once, soft ones included, when at least one is hard.
    pub fn parse(draft: &Draft, today: Date) -> Result<Self, Faults> {
        Self::parse_with(draft, today, &Directory::built_in())
    }

    /// Parses a draft against an operator's tables.
    ///
    /// # Errors
    /// Every fault of the draft at once, soft ones included, when at least one is hard.
    pub fn parse_with(draft: &Draft, today: Date, directory: &Directory) -> Result<Self, Faults> {
        match read::read(draft, today, directory) {
            (Some(mut application), faults) if !faults.has_hard() => {
                application.warnings = faults;
                Ok(application)
            }
            (_, faults) => Err(faults),
        }
    }

    /// The application as a draft in normal form: parsing it again gives the same application.
    ///
    /// What the other answers made needless is left out; what was derived from the number is written out.
    #[must_use]
    pub fn to_draft(&self) -> Draft {
        let mut draft = Draft::new();
        let mut set = |field, value: &dyn std::fmt::Display| draft.set(field, value.to_string());
        set(Field::Disclaimer, &self.disclaimer);
        set(Field::Pledge, &self.pledge);
        let identity = &self.identity;
        set(Field::EmblemSide, &identity.emblem_side);
        set(Field::PortraitSide, &identity.portrait_side);
        set(Field::Name, &identity.name);
        set(Field::DocumentType, &identity.document_type);
        set(Field::IdNumber, &identity.id_number);
        set(Field::Nationality, &identity.nationality);
        set(Field::Sex, &identity.sex);
        if let Some(ethnicity) = &identity.ethnicity {
            set(Field::Ethnicity, ethnicity);
        }
        set(Field::BirthDate, &identity.birth_date);
        set(Field::ValidFrom, &identity.validity.from);
        set(Field::ValidUntil, &identity.validity.until);
        if let Some(authority) = &identity.authority {
            set(Field::Authority, authority);
        }
        set(Field::District, &self.residence.district);
        set(Field::Address, &self.residence.address);
        set(Field::Occupation, &self.residence.occupation);
        if let Some(landline) = &self.residence.landline {
            set(Field::Landline, landline);
        }
        set(Field::Photo, &self.card.photo);
        set(Field::Mobile, &self.card.mobile);
        set(Field::Bank, &self.card.bank);
        set(Field::Branch, &self.card.branch);
        set(Field::Delivery, &self.delivery.method());
        if let Delivery::Mail(to) = &self.delivery {
            set(Field::Recipient, &to.recipient);
            set(Field::RecipientMobile, &to.mobile);
            set(Field::MailRegion, &to.region);
            set(Field::MailAddress, &to.address);
            set(Field::Postcode, &to.postcode);
        }
        draft
    }

    /// The advice that was given and not taken.
    #[must_use]
    pub fn warnings(&self) -> Faults {
        self.warnings.clone()
    }
}

impl Delivery {
    /// Which of the two.
    #[must_use]
    pub const fn method(&self) -> DeliveryMethod {
        match self {
            Self::Pickup => DeliveryMethod::Pickup,
            Self::Mail(_) => DeliveryMethod::Mail,
        }
    }
}

macro_rules! getters {
    ($($owner:ident { $($(#[$doc:meta])* $name:ident: $type:ty,)* })*) => {$(
        impl $owner {$(
            $(#[$doc])*
            #[must_use]
            pub const fn $name(&self) -> &$type {
                &self.$name
            }
        )*}
    )*};
}

getters! {
    Application {
        /// The version of the 免责声明 that was agreed to.
        disclaimer: Consent,
        /// The version of the 申领承诺 that was agreed to.
        pledge: Consent,
        /// 身份识别.
        identity: Identity,
        /// 基本信息.
        residence: Residence,
        /// 制卡信息.
        card: Card,
        /// 领卡方式.
        delivery: Delivery,
    }
    Identity {
        /// The picture of the emblem side.
        emblem_side: PictureId,
        /// The picture of the portrait side.
        portrait_side: PictureId,
        /// 姓名.
        name: Name,
        /// 证件类型, which agrees with the number.
        document_type: DocumentType,
        /// 证件号码.
        id_number: IdNumber,
        /// 国籍, which agrees with the number.
        nationality: Country,
        /// 性别, which agrees with the number.
        sex: Sex,
        /// 民族; always there for the holder of a resident ID card.
        ethnicity: Option<Ethnicity>,
        /// 出生日期, which agrees with the number.
        birth_date: BirthDate,
        /// 证件有效期限, good today.
        validity: Validity,
        /// 签发机关; always there for the holder of a resident ID card.
        authority: Option<Authority>,
    }
    Residence {
        /// 常住地所在区.
        district: District,
        /// 常住所在地地址.
        address: Address,
        /// 职业.
        occupation: Occupation,
        /// 固定电话, where there is one.
        landline: Option<Landline>,
    }
    Card {
        /// 制卡照片.
        photo: PictureId,
        /// 卡预留手机号.
        mobile: Mobile,
        /// 办卡银行.
        bank: Bank,
        /// 开户行网点, a branch of that bank.
        branch: BranchCode,
    }
    MailTo {
        /// 邮寄接收人.
        recipient: Name,
        /// 接收人联系电话.
        mobile: Mobile,
        /// 收件地所在地区.
        region: MailRegion,
        /// 邮寄接收地址.
        address: Address,
        /// 邮政编码.
        postcode: Postcode,
    }
}

/// Every fault of a draft, hard and soft, in the order in which a person meets the fields.
///
/// A field that the draft's other answers make needless (the mail address when the card is collected) has no faults.
#[must_use]
pub fn check(draft: &Draft, today: Date, directory: &Directory) -> Faults {
    read::read(draft, today, directory).1
}

/// The faults of one field of a draft, those of the rules between fields included.
#[must_use]
pub fn check_field(draft: &Draft, field: Field, today: Date, directory: &Directory) -> Faults {
    let faults = check(draft, today, directory);
    faults.into_iter().filter(|fault| fault.field == field).collect::<Vec<_>>().into()
}

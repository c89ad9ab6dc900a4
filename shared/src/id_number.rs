//! 证件号码: GB 11643 and the numbers that share its form.

use crate::{
    Date,
    code::{DocumentType, Sex},
    country::Country,
    date::{self, DateError},
    fault::{FaultCode, Refusal},
    normalise,
    pattern::{EIGHTEEN, PERMANENT_2017},
};

/// The number of an identity document: well-formed, with a true check digit, of a plausible living person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdNumber {
    text: String,
    kind: IdKind,
    birth_date: Date,
    sex: Option<Sex>,
    country: Country,
}

/// Which document a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdKind {
    /// 居民身份证 (GB 11643).
    ResidentCard,
    /// 港澳台居民居住证 of a Hong Kong resident, 810000.
    HongKongPermit,
    /// 港澳台居民居住证 of a Macao resident, 820000.
    MacaoPermit,
    /// 港澳台居民居住证 of a Taiwan resident, 830000.
    TaiwanPermit,
    /// 外国人永久居留身份证 issued since 2023-12-01, eighteen characters.
    PermanentResident,
    /// 外国人永久居留身份证 of 2017, fifteen characters, good until its expiry.
    PermanentResident2017,
}

/// Why a text is no ID number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// A character other than digits and letters.
    #[error("证件号码只能有数字和字母，请删去其他符号")]
    Characters,
    /// Fewer than eighteen characters.
    #[error("证件号码不足18位，请核对是否漏填")]
    TooShort,
    /// More than eighteen characters.
    #[error("证件号码超过18位，请核对是否多填")]
    TooLong,
    /// A letter where the form has a digit.
    #[error("证件号码格式不正确：应为18位数字，只有最后一位可以是X，请核对")]
    Format,
    /// Fifteen digits: the numbers of first-generation cards, void since 2013-01-01.
    #[error("15位身份证号码已于2013年1月1日停用，请填写第二代身份证上的18位号码")]
    FifteenDigits,
    /// The first digits are of no province.
    #[error("证件号码中的地区代码不存在，请核对前6位")]
    Region,
    /// The country of a permanent resident is not in ISO 3166-1.
    #[error("证件号码中的国籍代码不存在，请核对")]
    Country,
    /// The digits of the birth date are no day of the calendar.
    #[error("证件号码中的出生日期不存在，请核对第7至14位")]
    NotADate,
    /// The birth date has not come yet.
    #[error("证件号码中的出生日期晚于今天，请核对第7至14位")]
    Future,
    /// The birth date is before 1900 or more than 130 years ago.
    #[error("证件号码中的出生日期过早，请核对第7至14位")]
    TooLongAgo,
    /// The last character disagrees with the others: at least one is mistyped.
    #[error("证件号码有误：最后一位校验码与前面各位不符，请逐位核对")]
    CheckDigit,
}

impl Refusal for IdNumberError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Characters => FaultCode::Characters,
            Self::TooShort => FaultCode::TooShort,
            Self::TooLong => FaultCode::TooLong,
            Self::Format => FaultCode::Format,
            Self::FifteenDigits => FaultCode::FifteenDigits,
            Self::Region => FaultCode::Region,
            Self::Country => FaultCode::NotInTable,
            Self::NotADate => FaultCode::NotADate,
            Self::Future => FaultCode::Future,
            Self::TooLongAgo => FaultCode::TooLongAgo,
            Self::CheckDigit => FaultCode::CheckDigit,
        }
    }
}

impl From<DateError> for IdNumberError {
    fn from(error: DateError) -> Self {
        match error {
            DateError::Format | DateError::NotADate => Self::NotADate,
            DateError::Future => Self::Future,
            DateError::TooLongAgo => Self::TooLongAgo,
        }
    }
}

impl IdNumber {
    /// Parses a number as typed or pasted: spaces and hyphens inside, full-width digits and a small x are all right.
    ///
    /// The county of the first six digits is not looked up, for it is that of the birth registration, and counties
    /// have been abolished since.
    ///
    /// # Errors
    /// The first thing wrong with it, from the general (its length) to the particular (its check digit).
    pub fn parse(input: &str, today: Date) -> Result<Self, IdNumberError> {
        let mut text = normalise::compact(input);
        text.retain(|c| c != '-');
        text.make_ascii_uppercase();
        if !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(IdNumberError::Characters);
        }
        if EIGHTEEN.is_match(&text) {
            return Self::parse_eighteen(text, today);
        }
        if PERMANENT_2017.is_match(&text) {
            return Self::parse_permanent_2017(text, today);
        }
        Err(match text.len() {
            15 if text.bytes().all(|b| b.is_ascii_digit()) => IdNumberError::FifteenDigits,
            15 | 18 => IdNumberError::Format,
            0..18 => IdNumberError::TooShort,
            _ => IdNumberError::TooLong,
        })
    }

    /// The number in normal form: no spaces, capital letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The document that it belongs to.
    #[must_use]
    pub const fn kind(&self) -> IdKind {
        self.kind
    }

    /// The birth date that it carries.
    ///
    /// The fifteen characters of 2017 carry two digits of the year: the latest such day that has come is meant.
    #[must_use]
    pub const fn birth_date(&self) -> Date {
        self.birth_date
    }

    /// The sex that it carries (odd for men); the fifteen characters of 2017 carry none.
    #[must_use]
    pub const fn sex(&self) -> Option<Sex> {
        self.sex
    }

    /// The nationality that it carries or implies.
    #[must_use]
    pub const fn country(&self) -> Country {
        self.country
    }

    /// Full years of age on a day.
    #[must_use]
    pub fn age_on(&self, day: Date) -> i32 {
        date::age_on(self.birth_date, day)
    }

    fn parse_eighteen(text: String, today: Date) -> Result<Self, IdNumberError> {
        let (kind, country) = match &text[..6] {
            "810000" => (IdKind::HongKongPermit, Country::china()),
            "820000" => (IdKind::MacaoPermit, Country::china()),
            "830000" => (IdKind::TaiwanPermit, Country::china()),
            region if region.starts_with('9') => {
                if !is_province(&region[1..3]) {
                    return Err(IdNumberError::Region);
                }
                let country = Country::parse(&region[3..]).ok_or(IdNumberError::Country)?;
                (IdKind::PermanentResident, country)
            }
            region if is_province(&region[..2]) => (IdKind::ResidentCard, Country::china()),
            _ => return Err(IdNumberError::Region),
        };
        let birth_date = date::from_digits(&text[6..10], &text[10..12], &text[12..14])?;
        let birth_date = date::plausible_birth(birth_date, today)?;
        if text.as_bytes().last() != Some(&mod_11_2(&text.as_bytes()[..17])) {
            return Err(IdNumberError::CheckDigit);
        }
        let male = (text.as_bytes()[16] - b'0') % 2 == 1;
        let sex = Some(if male { Sex::Male } else { Sex::Female });
        Ok(Self { text, kind, birth_date, sex, country })
    }

    fn parse_permanent_2017(text: String, today: Date) -> Result<Self, IdNumberError> {
        let country = Country::parse(&text[..3]).ok_or(IdNumberError::Country)?;
        if !is_province(&text[3..5]) {
            return Err(IdNumberError::Region);
        }
        let birth_date = ["20", "19"]
            .into_iter()
            .filter_map(|century| {
                let year = format!("{century}{}", &text[7..9]);
                date::from_digits(&year, &text[9..11], &text[11..13]).ok()
            })
            .find(|day| *day <= today)
            .ok_or(IdNumberError::NotADate)?;
        let birth_date = date::plausible_birth(birth_date, today)?;
        if text.as_bytes()[14] != icao_7_3_1(&text.as_bytes()[..14]) {
            return Err(IdNumberError::CheckDigit);
        }
        Ok(Self { text, kind: IdKind::PermanentResident2017, birth_date, sex: None, country })
    }
}

impl std::fmt::Display for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl IdKind {
    /// The document type that goes with such a number.
    #[must_use]
    pub const fn document_type(self) -> DocumentType {
        match self {
            Self::ResidentCard => DocumentType::ResidentCard,
            Self::HongKongPermit | Self::MacaoPermit | Self::TaiwanPermit => {
                DocumentType::ResidencePermit
            }
            Self::PermanentResident | Self::PermanentResident2017 => {
                DocumentType::PermanentResident
            }
        }
    }
}

/// Whether two digits are a province of GB/T 2260.
fn is_province(digits: &str) -> bool {
    matches!(
        digits.as_bytes(),
        [b'1', b'1'..=b'5']
            | [b'2', b'1'..=b'3']
            | [b'3', b'1'..=b'7']
            | [b'4', b'1'..=b'6']
            | [b'5', b'0'..=b'4']
            | [b'6', b'1'..=b'5']
            | [b'7', b'1']
    )
}

/// The check character of seventeen digits (GB 11643, ISO 7064 MOD 11-2).
fn mod_11_2(digits: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    b"10X98765432"[(sum % 11) as usize]
}

/// The check digit of machine-readable travel documents: letters count from A = 10, weights 7, 3, 1 (ICAO Doc 9303).
fn icao_7_3_1(characters: &[u8]) -> u8 {
    let sum: u32 = characters
        .iter()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(c, weight)| weight * char::from(*c).to_digit(36).unwrap_or(0))
        .sum();
    b'0' + (sum % 10) as u8
}

//! 地址 and 签发机关: Chinese text of limited length.

use crate::{
    code::{District, MailRegion},
    dictionary::Dictionary,
    fault::{FaultCode, Refusal},
    normalise::{self, Radical, is_han},
};

/// A street address: 5–100 characters with Han among them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address(String);

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Fewer than five characters.
    #[error("地址太短，请输入详细地址，精确到门牌号")]
    TooShort,
    /// More than a hundred characters.
    #[error("地址太长，最多100个字，请精简后填写")]
    TooLong,
    /// A character that addresses do not have.
    #[error("地址中有不能使用的字符，请只用汉字、字母、数字和常用标点")]
    Characters,
    /// A sign at the beginning by which spreadsheets tell a formula.
    #[error("地址不能以+、-、@等符号开头，请删去开头的符号")]
    Beginning,
    /// A radical that is no character, as copied text may hold.
    #[error("地址中的{0}")]
    Radical(Radical),
    /// No Han character.
    #[error("地址不能只有数字或字母，请用中文填写详细地址，精确到门牌号")]
    NotChinese,
}

impl Refusal for AddressError {
    fn code(&self) -> FaultCode {
        match self {
            Self::TooShort => FaultCode::TooShort,
            Self::TooLong => FaultCode::TooLong,
            Self::Characters | Self::Beginning | Self::Radical(_) => FaultCode::Characters,
            Self::NotChinese => FaultCode::Format,
        }
    }
}

impl Address {
    /// The fewest characters: 区、路 and a number hardly take less.
    pub const MIN_CHARS: usize = 5;
    /// The most characters.
    pub const MAX_CHARS: usize = 100;

    /// Parses an address.
    ///
    /// # Errors
    /// Why it is not one.
    pub fn parse(input: &str) -> Result<Self, AddressError> {
        let text = normalise::text(input);
        if let Some(radical) = Radical::first_in(&text) {
            return Err(AddressError::Radical(radical));
        }
        if !text.chars().all(is_of_an_address) {
            return Err(AddressError::Characters);
        }
        // Operators open lists of addresses in spreadsheets.
        if text.starts_with(['+', '-', '@', '＋', '－']) {
            return Err(AddressError::Beginning);
        }
        let chars = text.chars().count();
        if chars > Self::MAX_CHARS {
            Err(AddressError::TooLong)
        } else if chars > 0 && !text.chars().any(is_han) {
            Err(AddressError::NotChinese)
        } else if chars < Self::MIN_CHARS {
            Err(AddressError::TooShort)
        } else {
            Ok(Self(text))
        }
    }

    /// The address in normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it seems to go down to the door: it holds a number, or a word for a door.
    #[must_use]
    pub fn is_detailed(&self) -> bool {
        self.0.chars().any(|c| c.is_ascii_digit() || matches!(c, '号' | '號' | '室' | '栋' | '幢'))
    }

    /// Whether it names another district of Beijing than this one, or begins with another province.
    #[must_use]
    pub fn contradicts(&self, district: District) -> bool {
        self.names_other_district(district.name()) || self.names_other_province("北京市")
    }

    /// The district of Beijing that an address of Beijing names in full; `None` where it names none or several, or does not begin
    /// with 北京: a district of the same name may lie elsewhere (朝阳区 is in Changchun too).
    #[must_use]
    pub fn district(&self) -> Option<District> {
        self.0.strip_prefix("中国").unwrap_or(&self.0).strip_prefix("北京")?;
        let mut named =
            Dictionary::District.words().iter().filter(|word| self.0.contains(word.name));
        let (first, second) = (named.next()?, named.next());
        second.is_none().then(|| District::parse(first.code)).flatten()
    }

    /// Whether it names another place than the mail goes to.
    #[must_use]
    pub fn contradicts_region(&self, region: MailRegion) -> bool {
        match region.name().strip_prefix("北京市") {
            Some(district) => {
                self.names_other_district(district) || self.names_other_province("北京市")
            }
            None => self.names_other_province(region.name()),
        }
    }

    /// Whether a district of Beijing is named in full, and this one is not.
    ///
    /// In an address of another province such a name is that province's own (朝阳区 is in Changchun too).
    fn names_other_district(&self, own: &str) -> bool {
        !self.0.contains(own)
            && Dictionary::District.words().iter().any(|word| self.0.contains(word.name))
    }

    fn names_other_province(&self, own: &str) -> bool {
        let address = self.0.strip_prefix("中国").unwrap_or(&self.0);
        let others = Dictionary::MailRegion.words().iter().map(|word| word.name);
        let others = others.filter(|name| !name.starts_with("北京市")).chain(["北京市"]);
        let mut others = others.filter(|name| *name != own);
        // An autonomous region is mostly named by its first two or three characters alone.
        others.any(|name| {
            let short = match name {
                "内蒙古自治区" => "内蒙古",
                "广西壮族自治区" => "广西",
                "西藏自治区" => "西藏",
                "宁夏回族自治区" => "宁夏",
                "新疆维吾尔自治区" => "新疆",
                _ => name,
            };
            address.starts_with(short)
        })
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// 签发机关 as the emblem side prints it, e.g. 北京市公安局海淀分局.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Authority(String);

/// Why a text is no issuing authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// Fewer than four characters.
    #[error("签发机关太短，请按身份证国徽面填写全称，例如北京市公安局海淀分局")]
    TooShort,
    /// More than forty characters.
    #[error("签发机关太长，请按身份证国徽面填写")]
    TooLong,
    /// Something other than Han characters and brackets.
    #[error("签发机关只能填写汉字，请按身份证国徽面填写")]
    Characters,
    /// A radical that is no character, as copied text may hold.
    #[error("签发机关中的{0}")]
    Radical(Radical),
}

impl Refusal for AuthorityError {
    fn code(&self) -> FaultCode {
        match self {
            Self::TooShort => FaultCode::TooShort,
            Self::TooLong => FaultCode::TooLong,
            Self::Characters | Self::Radical(_) => FaultCode::Characters,
        }
    }
}

impl Authority {
    /// Parses an authority of 4–40 Han characters, brackets and dots among them; spaces are left out.
    ///
    /// # Errors
    /// Why it is not one.
    pub fn parse(input: &str) -> Result<Self, AuthorityError> {
        let text: String = normalise::text(input).chars().filter(|c| *c != ' ').collect();
        if let Some(radical) = Radical::first_in(&text) {
            return Err(AuthorityError::Radical(radical));
        }
        if !text.chars().all(|c| is_han(c) || matches!(c, '（' | '）' | '(' | ')' | '·')) {
            return Err(AuthorityError::Characters);
        }
        match text.chars().count() {
            0..4 => Err(AuthorityError::TooShort),
            4..=40 => Ok(Self(text)),
            _ => Err(AuthorityError::TooLong),
        }
    }

    /// The authority in normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Han, letters, digits, and the signs that addresses are written with; no picture, control or foreign script.
fn is_of_an_address(c: char) -> bool {
    is_han(c)
        || c.is_ascii_alphanumeric()
        || matches!(c, 'Ⅰ'..='ⅿ' | '①'..='⑳')
        || " -—－–~～_/／\\.．。·•,，、;；:：()（）[]【】《》“”\"'‘’#＃&＆+＋№＊*@".contains(c)
}

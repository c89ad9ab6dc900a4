//! 手机号, 固定电话 and 邮政编码.

use crate::{
    fault::{FaultCode, Refusal},
    normalise,
    pattern::{LANDLINE, MOBILE, POSTCODE},
};

/// A mainland mobile number: eleven digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mobile(String);

/// Why a text is no mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MobileError {
    /// Something other than digits.
    #[error("手机号只能是数字，请删去其他字符")]
    Characters,
    /// Fewer than eleven digits.
    #[error("手机号不足11位，请核对是否漏填")]
    TooShort,
    /// More than eleven digits.
    #[error("手机号超过11位，请核对是否多填")]
    TooLong,
    /// Eleven digits that do not begin as a mobile number does.
    #[error("手机号应以13至19开头，请填写中国内地的11位手机号")]
    Format,
}

impl Refusal for MobileError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Characters => FaultCode::Characters,
            Self::TooShort => FaultCode::TooShort,
            Self::TooLong => FaultCode::TooLong,
            Self::Format => FaultCode::Format,
        }
    }
}

impl Mobile {
    /// Parses a number as typed or pasted: `+86`, `0086` or `86` before it, spaces, hyphens and brackets are all right.
    ///
    /// # Errors
    /// Why it is not one.
    pub fn parse(input: &str) -> Result<Self, MobileError> {
        let mut digits = normalise::compact(input);
        digits.retain(|c| !matches!(c, '-' | '(' | ')' | '.'));
        for prefix in ["+86", "0086", "86"] {
            if let Some(rest) = digits.strip_prefix(prefix) {
                // A number never begins with 86, but a few digits of one that is being typed might.
                if prefix == "+86" || rest.len() == 11 {
                    digits = rest.to_owned();
                    break;
                }
            }
        }
        if MOBILE.is_match(&digits) {
            return Ok(Self(digits));
        }
        Err(if !digits.bytes().all(|b| b.is_ascii_digit()) {
            MobileError::Characters
        } else {
            match digits.len() {
                0..11 => MobileError::TooShort,
                11 => MobileError::Format,
                _ => MobileError::TooLong,
            }
        })
    }

    /// The eleven digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the segment is not known to be given to people: unassigned, satellite, or for things.
    ///
    /// Segments are opened every few years, so this only advises.
    #[must_use]
    pub fn is_unusual(&self) -> bool {
        matches!(
            &self.0[..3],
            "140"
                | "141"
                | "142"
                | "143"
                | "144"
                | "146"
                | "148"
                | "154"
                | "160"
                | "161"
                | "163"
                | "164"
                | "168"
                | "169"
                | "179"
                | "194"
        ) || self.0.starts_with("1349")
    }
}

/// A mainland landline: `010-12345678`, with its extension after another hyphen where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Landline(String);

/// Why a text is no landline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LandlineError {
    /// Something other than digits and what joins them.
    #[error("固定电话只能是数字和连字符，请删去其他字符；没有固定电话可以不填")]
    Characters,
    /// No area code before it.
    #[error("固定电话缺少区号，请按区号-号码填写，例如010-12345678")]
    AreaCode,
    /// A mobile number.
    #[error("这里填写固定电话，手机号请填在卡预留手机号；没有固定电话可以不填")]
    MobileNumber,
    /// An area code, but not 7 or 8 digits after it.
    #[error("固定电话位数不正确，请按区号-号码填写，例如010-12345678")]
    Format,
}

impl Refusal for LandlineError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Characters => FaultCode::Characters,
            Self::AreaCode | Self::MobileNumber | Self::Format => FaultCode::Format,
        }
    }
}

impl Landline {
    /// Parses a number as typed or pasted: `+86`, brackets around the area code, spaces and `转` are all right.
    ///
    /// Beijing's numbers have eight digits; elsewhere seven or eight are taken.
    ///
    /// # Errors
    /// Why it is not one.
    pub fn parse(input: &str) -> Result<Self, LandlineError> {
        let mut text = normalise::compact(input).replace("分机", "-").replace(['转', '#'], "-");
        text = text.replace('(', "").replace(')', "-");
        while text.contains("--") {
            text = text.replace("--", "-");
        }
        for prefix in ["+86", "0086"] {
            if let Some(rest) = text.strip_prefix(prefix) {
                let rest = rest.trim_start_matches('-');
                text = if rest.starts_with('0') { rest.to_owned() } else { format!("0{rest}") };
                break;
            }
        }
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(LandlineError::Characters);
        }
        if MOBILE.is_match(&text.replace('-', "")) {
            return Err(LandlineError::MobileNumber);
        }
        if !text.starts_with('0') {
            return Err(LandlineError::AreaCode);
        }
        let parts = LANDLINE.captures(&text).ok_or(LandlineError::Format)?;
        let part = |index| parts.get(index).map_or("", |part| part.as_str());
        let (area, number, extension) = (part(1), part(2), part(3));
        if area == "010" && number.len() != 8 {
            return Err(LandlineError::Format);
        }
        let mut normal = [area, "-", number].concat();
        if !extension.is_empty() {
            normal.push('-');
            normal.push_str(extension);
        }
        Ok(Self(normal))
    }

    /// The number in normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// 邮政编码: six digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Postcode(String);

/// Why a text is no postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostcodeError {
    /// Something other than digits.
    #[error("邮政编码只能是数字，请删去其他字符")]
    Characters,
    /// Fewer than six digits.
    #[error("邮政编码不足6位，请核对")]
    TooShort,
    /// More than six digits.
    #[error("邮政编码超过6位，请核对")]
    TooLong,
    /// Six digits beginning with 9, which the mainland does not use.
    #[error("内地没有以9开头的邮政编码，请核对")]
    Format,
}

impl Refusal for PostcodeError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Characters => FaultCode::Characters,
            Self::TooShort => FaultCode::TooShort,
            Self::TooLong => FaultCode::TooLong,
            Self::Format => FaultCode::Format,
        }
    }
}

impl Postcode {
    /// Parses six digits; spaces and hyphens inside are all right.
    ///
    /// # Errors
    /// Why it is not one.
    pub fn parse(input: &str) -> Result<Self, PostcodeError> {
        let mut digits = normalise::compact(input);
        digits.retain(|c| c != '-');
        if POSTCODE.is_match(&digits) {
            return Ok(Self(digits));
        }
        Err(if !digits.bytes().all(|b| b.is_ascii_digit()) {
            PostcodeError::Characters
        } else {
            match digits.len() {
                0..6 => PostcodeError::TooShort,
                6 => PostcodeError::Format,
                _ => PostcodeError::TooLong,
            }
        })
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is Beijing's: those begin with 10.
    #[must_use]
    pub fn is_beijing(&self) -> bool {
        self.0.starts_with("10")
    }
}

macro_rules! display {
    ($($name:ident)*) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

display! { Mobile Landline Postcode }

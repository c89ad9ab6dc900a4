//! Answers whose meaning the operator's directory or the server holds: 职业, 办卡银行, 网点, pictures, consents.

use crate::{
    directory::Directory,
    fault::{FaultCode, Refusal},
    normalise,
};

/// Why an answer is none that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// A code that the table does not have.
    #[error("所选内容不在可选范围内，请从列表中重新选择")]
    NotInTable,
    /// A branch's code that is not twelve digits.
    #[error("网点代码格式不正确，请从列表中重新选择网点")]
    BranchForm,
    /// A branch of another bank than the chosen one.
    #[error("所选网点不属于所选的办卡银行，请重新选择网点")]
    OtherBank,
    /// No picture's id.
    #[error("图片没有上传成功，请重新上传")]
    PictureId,
    /// Another version than the one in force.
    #[error("内容已更新，请重新阅读并勾选同意")]
    OldVersion,
}

impl Refusal for ChoiceError {
    fn code(&self) -> FaultCode {
        match self {
            Self::NotInTable => FaultCode::NotInTable,
            Self::BranchForm | Self::PictureId => FaultCode::Format,
            Self::OtherBank => FaultCode::OtherBank,
            Self::OldVersion => FaultCode::OldVersion,
        }
    }
}

/// 职业: a code of the operator's table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Occupation(String);

impl Occupation {
    /// Parses a code of the directory; words are not codes.
    ///
    /// # Errors
    /// [`ChoiceError::NotInTable`].
    pub fn parse(input: &str, directory: &Directory) -> Result<Self, ChoiceError> {
        let code = normalise::compact(input);
        match directory.occupation_name(&code) {
            Some(_) => Ok(Self(code)),
            None => Err(ChoiceError::NotInTable),
        }
    }
}

/// 办卡银行: a code of the operator's table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bank(String);

impl Bank {
    /// Parses a code of the directory; words are not codes.
    ///
    /// # Errors
    /// [`ChoiceError::NotInTable`].
    pub fn parse(input: &str, directory: &Directory) -> Result<Self, ChoiceError> {
        let code = normalise::compact(input);
        match directory.bank_name(&code) {
            Some(_) => Ok(Self(code)),
            None => Err(ChoiceError::NotInTable),
        }
    }
}

/// 开户行网点: twelve digits, a branch of the chosen bank.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BranchCode(String);

impl BranchCode {
    /// Parses a branch's code against the chosen bank, where one is chosen.
    ///
    /// Where the directory holds branches of the bank, it must be one of them; where it holds none, twelve digits
    /// that begin with the bank's code are taken.
    ///
    /// # Errors
    /// Why it is not one.
    pub fn parse(
        input: &str,
        bank: Option<&Bank>,
        directory: &Directory,
    ) -> Result<Self, ChoiceError> {
        let code = normalise::compact(input);
        if code.len() != 12 || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ChoiceError::BranchForm);
        }
        let held = directory.branch(&code);
        let Some(bank) = bank else {
            return match held {
                None if directory.branches_whole || !directory.branches.is_empty() => {
                    Err(ChoiceError::NotInTable)
                }
                None | Some(_) => Ok(Self(code)),
            };
        };
        if let Some(branch) = held {
            return if branch.bank == bank.as_str() {
                Ok(Self(code))
            } else {
                Err(ChoiceError::OtherBank)
            };
        }
        if directory.branches_whole
            || directory.branches.iter().any(|branch| branch.bank == bank.as_str())
        {
            let other = directory
                .banks
                .iter()
                .any(|other| other.code != bank.as_str() && code.starts_with(&other.code));
            return Err(if other { ChoiceError::OtherBank } else { ChoiceError::NotInTable });
        }
        if code.starts_with(bank.as_str()) { Ok(Self(code)) } else { Err(ChoiceError::OtherBank) }
    }
}

/// The id that the server gave to an uploaded picture: 32 small hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PictureId(String);

impl PictureId {
    /// Parses an id.
    ///
    /// # Errors
    /// [`ChoiceError::PictureId`].
    pub fn parse(input: &str) -> Result<Self, ChoiceError> {
        let id = normalise::compact(input);
        if id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            Ok(Self(id))
        } else {
            Err(ChoiceError::PictureId)
        }
    }
}

/// The version of a text that the person agreed to: the one in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Consent(String);

impl Consent {
    /// Parses a version and holds it against the one in force.
    ///
    /// # Errors
    /// [`ChoiceError::OldVersion`].
    pub fn parse(input: &str, in_force: &str) -> Result<Self, ChoiceError> {
        // Both sides alike, so that a version that an operator wrote with a space in it can still be agreed to. What is kept is the one in force.
        if normalise::compact(input) == normalise::compact(in_force) {
            Ok(Self(in_force.to_owned()))
        } else {
            Err(ChoiceError::OldVersion)
        }
    }
}

macro_rules! as_text {
    ($($name:ident)*) => {$(
        impl $name {
            /// The text that travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

as_text! { Occupation Bank BranchCode PictureId Consent }

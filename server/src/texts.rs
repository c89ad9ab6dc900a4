//! The operator's texts (免责声明, 申领承诺, 用户服务协议, 隐私政策): files with a version, replaceable without a rebuild.

use std::path::{Path, PathBuf};

use sscard_shared::api::{Text, TextKind};

use crate::text_file::read_text_file;

const DISCLAIMER: &str = include_str!("../texts/disclaimer.zh-CN.md");
const PLEDGE: &str = include_str!("../texts/pledge.zh-CN.md");
const USER_AGREEMENT: &str = include_str!("../texts/user_agreement.zh-CN.md");
const PRIVACY_POLICY: &str = include_str!("../texts/privacy_policy.zh-CN.md");

/// Why a text cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TextsError {
    /// The file cannot be read.
    #[error("cannot read the text {path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The file does not begin with its version and title, or has no paragraph.
    #[error(
        "the text {0} must begin with lines `---`, `version: …`, `title: …`, `---` and have a paragraph"
    )]
    Malformed(PathBuf),
}

/// The texts in force.
#[derive(Clone, Debug)]
pub struct Texts {
    disclaimer: Text,
    pledge: Text,
    user_agreement: Text,
    privacy_policy: Text,
}

impl Texts {
    /// The texts that the product ships with.
    #[must_use]
    pub fn built_in() -> Self {
        let empty =
            || Text { version: String::new(), title: String::new(), paragraphs: Vec::new() };
        // A unit test holds that they can be parsed.
        Self {
            disclaimer: parse_text(DISCLAIMER).unwrap_or_else(empty),
            pledge: parse_text(PLEDGE).unwrap_or_else(empty),
            user_agreement: parse_text(USER_AGREEMENT).unwrap_or_else(empty),
            privacy_policy: parse_text(PRIVACY_POLICY).unwrap_or_else(empty),
        }
    }

    /// The texts of a directory (`disclaimer.md`, `pledge.md`, `user_agreement.md`, `privacy_policy.md`). A missing file is replaced by the
    /// built-in text.
    ///
    /// # Errors
    /// When a file exists and cannot be used.
    pub fn load(dir: &Path) -> Result<Self, TextsError> {
        let mut texts = Self::built_in();
        for kind in TextKind::ALL {
            let path = dir.join(format!("{}.md", kind.name()));
            match read_text_file(&path) {
                Ok(text) => {
                    *texts.for_kind_mut(kind) =
                        parse_text(&text).ok_or(TextsError::Malformed(path))?;
                }
                Err(source) if source.kind() == std::io::ErrorKind::NotFound => {}
                Err(source) => return Err(TextsError::Unreadable { path, source }),
            }
        }
        Ok(texts)
    }

    /// The text of a kind.
    #[must_use]
    pub fn for_kind(&self, kind: TextKind) -> &Text {
        match kind {
            TextKind::Disclaimer => &self.disclaimer,
            TextKind::Pledge => &self.pledge,
            TextKind::UserAgreement => &self.user_agreement,
            TextKind::PrivacyPolicy => &self.privacy_policy,
        }
    }

    fn for_kind_mut(&mut self, kind: TextKind) -> &mut Text {
        match kind {
            TextKind::Disclaimer => &mut self.disclaimer,
            TextKind::Pledge => &mut self.pledge,
            TextKind::UserAgreement => &mut self.user_agreement,
            TextKind::PrivacyPolicy => &mut self.privacy_policy,
        }
    }
}

/// Parses `version` and `title` between two lines of three hyphens, then paragraphs between empty lines.
fn parse_text(text: &str) -> Option<Text> {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let value = |key: &str| {
        head.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.trim() == key)
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    };
    let paragraphs: Vec<String> = body
        .split("\n\n")
        .map(|paragraph| paragraph.lines().map(str::trim).collect::<String>())
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    if paragraphs.is_empty() {
        return None;
    }
    Some(Text { version: value("version")?, title: value("title")?, paragraphs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_texts_parse_and_show_where_the_guide_ends() {
        let texts = Texts::built_in();
        let disclaimer = texts.for_kind(TextKind::Disclaimer);
        assert_eq!(disclaimer.title, "免责声明");
        assert!(
            disclaimer.paragraphs[0].starts_with("欢迎您使用由北京市人力资源和社会保障局主办的")
        );
        assert!(disclaimer.paragraphs.iter().any(|text| text.ends_with("【个人信")));
        assert!(TextKind::ALL.into_iter().all(|kind| !texts.for_kind(kind).version.is_empty()));
        assert_eq!(texts.for_kind(TextKind::UserAgreement).title, "用户服务协议");
        assert_eq!(texts.for_kind(TextKind::PrivacyPolicy).title, "隐私政策");
    }

    /// The guide's picture shows exactly these words.
    #[test]
    fn the_disclaimer_is_exactly_the_guides() {
        let texts = Texts::built_in();
        let guide = [
            "欢迎您使用由北京市人力资源和社会保障局主办的本人申请北京市社会保障卡（北京民生一卡通）线上服务。在使用之前，请确认您已仔细阅读、充分理解并接受本声明的全部内容。\
             一旦您使用北京市社会保障卡（北京民生一卡通）申领服务，即视为您同意遵循本声明条款中的各项内容。",
            "北京市人力资源和社会保障局为用户提供网上本人申请北京人力资源社会保障卡申领服务，服务的具体内容由北京市人力资源和社会保障局根据实际情况提供。\
             北京市人力资源和社会保障局保留随时变更、中断或终止部分或全部服务的权利。",
            "您在使用申领服务时，请您按各服务页面引导提供真实、准确、最新和完整的个人资料，包含且不限于使用本人有效身份证件号码、手机号码、身份证正反面原件照片等个人信息及附件。\
             如果用户提供的申请北京市社会保障卡（北京民生一卡通）资料不合法、不真实、不准确、不详尽的，用户需承担因此引起的相应责任及后果。\
             如个人申请北京市社会保障卡（北京民生一卡通）资料有任何变动，须通过线下银行服务网点及时更新。\
             因用户未及时更新资料，导致北京市人力资源和社会保障局无法提供或者提供服务时发生任何错误的，由用户承担因此造成的一切后果，北京市人力资源和社会保障局不承担任何责任。\
             北京市社会保障卡的申领、补换，免收工本费和用户发卡快递费，如服务内容中涉及其他费用，均由各发卡银行进行收取，北京市人力资源和社会保障局不收取任何费用。",
            "您在使用申领服务时提供的信息【个人信",
        ];
        assert_eq!(texts.for_kind(TextKind::Disclaimer).paragraphs[..guide.len()], guide);
    }

    #[test]
    fn an_operators_text_replaces_the_built_in_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pledge.md");
        std::fs::write(
            &path,
            "---\r\nversion: 2027-1\r\ntitle: 承诺\r\n---\r\n一。\r\n\r\n二。\r\n",
        )
        .unwrap();
        let texts = Texts::load(dir.path()).unwrap();
        assert_eq!(texts.for_kind(TextKind::Pledge).version, "2027-1");
        assert_eq!(texts.for_kind(TextKind::Pledge).paragraphs, ["一。", "二。"]);
        assert_eq!(texts.for_kind(TextKind::Disclaimer).title, "免责声明");
        std::fs::write(&path, "承诺").unwrap();
        assert!(Texts::load(dir.path()).is_err());
    }
}

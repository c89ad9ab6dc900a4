//! Words that a door has of its own, and those of pages that only some doors have.

use sscard_shared::{api::Standing, door::Door, field::Field, language::Language};

use super::{en, said, words, zh_cn};
use crate::{door::door, language::language};

/// The bureau's own English name, which stands below its name whatever the language.
pub const BUREAU_IN_ENGLISH: &str = "BEIJING MUNICIPAL HUMAN RESOURCES AND SOCIAL SECURITY BUREAU";

/// What each door says in its own words.
#[derive(Clone, Copy, Debug)]
pub struct DoorWords {
    /// The name of the service.
    pub service: &'static str,
    pub disclaimer_agree: &'static str,
    pub disclaimer_missing: &'static str,
    pub disclaimer_confirm: &'static str,
    pub submit: &'static str,
    pub pickup: &'static str,
    pub mail: &'static str,
    pub choose_branch: &'static str,
    /// What stands where the branch will be.
    pub branch_placeholder: &'static str,
    pub choose_bank_first: &'static str,
    pub branch_gone: &'static str,
}

/// 网上服务大厅.
#[derive(Clone, Copy, Debug)]
pub struct PortalWords {
    pub hall: &'static str,
    pub to_home: &'static str,
    pub to_hall: &'static str,
    pub links: &'static str,
    pub path: &'static str,
    pub personal: &'static str,
    pub apply: &'static str,
    pub apply_detail: &'static str,
    pub applications_detail: &'static str,
    pub home_lead: &'static str,
    pub form_title: &'static str,
    pub uses_label: &'static str,
    pub use_social: &'static str,
    pub use_medical: &'static str,
    pub to_upload: &'static str,
    pub upload_again: &'static str,
    pub upload_title: &'static str,
    pub upload_done: &'static str,
    pub hints: &'static str,
    pub hint_choose_photo: &'static str,
    pub hint_choose_portrait: &'static str,
    pub hint_choose_emblem: &'static str,
    pub hint_true: &'static str,
    pub hint_crop: &'static str,
    pub card_example: &'static str,
    pub photo_note: &'static str,
    pub photo_again: &'static str,
    pub after_note: &'static str,
    pub correct: &'static str,
    pub correct_title: &'static str,
    pub correct_detail: &'static str,
    pub corrected: &'static str,
    pub about: &'static str,
    pub about_text: &'static str,
    pub legal: &'static str,
    pub legal_text: &'static str,
    pub site_map: &'static str,
    pub suggestions: &'static str,
    pub suggestions_text: &'static str,
}

/// 京通.
#[derive(Clone, Copy, Debug)]
pub struct JingtongWords {
    pub home_title: &'static str,
    pub form_title: &'static str,
    pub home_lead: &'static str,
    pub apply: &'static str,
    pub applicant_name: &'static str,
    /// What the bar calls the page of 申领人信息.
    pub bar_eligibility: &'static str,
    /// Where anything may be typed.
    pub type_here: &'static str,
    pub photo_hint: &'static str,
    pub licence_used: &'static str,
    pub licence_instead: &'static str,
    pub licence_left: &'static str,
    /// The service that was to give it is away.
    pub licence_away: &'static str,
    pub hint_uses: &'static str,
    pub hint_after: &'static str,
    pub hint_cycle: &'static str,
}

/// 资格校验, and the electronic licence.
#[derive(Clone, Copy, Debug)]
pub struct EligibilityWords {
    pub title: &'static str,
    pub licence_hint: &'static str,
    pub consent_name: &'static str,
    pub consent: &'static str,
    pub consent_missing: &'static str,
    pub start: &'static str,
    pub asking: &'static str,
    pub passed: &'static str,
    pub go_on: &'static str,
    pub refused: &'static str,
    pub not_insured: &'static str,
    pub in_making: &'static str,
    pub not_matched: &'static str,
    pub again: &'static str,
}

/// What the door of the moment says.
#[must_use]
pub fn at_door() -> &'static DoorWords {
    let words = words();
    match door() {
        Door::Portal => &words.at_portal,
        Door::Jingtong => &words.at_jingtong,
        Door::Minsheng => &words.at_minsheng,
    }
}

/// What a field is called here, in the language of the page.
#[must_use]
pub fn label(field: Field) -> &'static str {
    field.label_in(door(), language())
}

/// Why a person may not apply, and what they can do.
#[must_use]
pub fn standing(standing: Standing) -> &'static str {
    let words = words().eligibility;
    match standing {
        Standing::Eligible => words.passed,
        Standing::NotInsured => words.not_insured,
        Standing::InMaking => words.in_making,
        Standing::NotMatched => words.not_matched,
    }
}

/// Who is greeted.
#[must_use]
pub fn welcome(name: &str) -> String {
    said!(welcome(name))
}

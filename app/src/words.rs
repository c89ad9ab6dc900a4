//! Every word that the pages show, once for each language. Labels of fields and the words of faults come from the rules.
//!
//! A text that stands alone is a field of [`Words`], which every language fills whole; one that is made of parts is a function
//! beside it, which asks the language's own. [`words()`] has the module's name, so that one `use crate::words` brings both.

pub mod account;
pub mod doors;
pub mod face;
pub mod phrases;
pub mod pictures;
pub mod rare;
pub mod ways_in;

mod en;
mod zh_cn;

pub use account::*;
pub use doors::*;
pub use face::{FaceWords, IdentityCheckWords};
pub use phrases::*;
pub use pictures::*;
pub use rare::*;
use sscard_shared::language::Language;
pub use ways_in::*;

use crate::language::language;

/// The number of 北京市人力资源和社会保障局 and of the card, the same in every language.
pub const HOTLINE: &str = "96066";
/// The same as a link.
pub const HOTLINE_LINK: &str = "tel:96066";

/// The words of the language that the person has chosen.
#[must_use]
pub fn words() -> &'static Words {
    match language() {
        Language::ZhCn => &zh_cn::WORDS,
        Language::En => &en::WORDS,
    }
}

/// What stands alone, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    // The whole page.
    pub skip_to_content: &'static str,
    pub back: &'static str,
    pub close: &'static str,
    pub cancel: &'static str,
    pub confirm: &'static str,
    pub retry: &'static str,
    pub optional: &'static str,
    pub loading: &'static str,
    pub language: &'static str,
    pub elder: &'static str,
    pub elder_detail: &'static str,
    pub elder_hint: &'static str,
    pub elder_open: &'static str,
    pub elder_hint_close: &'static str,
    pub settings: &'static str,
    pub letters: &'static str,
    pub letters_standard: &'static str,
    pub letters_large: &'static str,
    pub letters_largest: &'static str,
    pub aloud: &'static str,
    pub aloud_detail: &'static str,
    pub read_page: &'static str,
    pub read_pause: &'static str,
    pub read_go_on: &'static str,
    pub read_stop: &'static str,
    pub read_question: &'static str,
    pub not_answered: &'static str,
    pub me: &'static str,
    pub my_applications: &'static str,
    pub footer: &'static str,
    pub ask_by_phone: &'static str,
    /// Between the parts of a list.
    pub comma: &'static str,
    /// Between a day and the time of day.
    pub before_time: &'static str,
    /// Between a thing and what is said of it.
    pub colon: &'static str,
    pub sandbox: &'static str,
    pub sandbox_detail: &'static str,
    pub sandbox_outbox: &'static str,
    pub sandbox_people: &'static str,
    /// The three channels by their names, in the order of `Door::ALL`.
    pub channels: [&'static str; 3],
    pub offline_bar: &'static str,
    pub offline_try_again: &'static str,
    pub local_pictures_lost: &'static str,
    /// To a screen reader, when mail is chosen and asks for more.
    pub mail_announced: &'static str,
    pub undo: &'static str,
    pub upload_stopped: &'static str,
    pub signed_out: &'static str,
    pub check_answers: &'static str,
    // Home.
    pub home_title: &'static str,
    pub home_lead: &'static str,
    pub apply: &'static str,
    pub home_prepare: &'static str,
    pub home_needs: [(&'static str, &'static str); 3],
    pub home_road: &'static str,
    pub home_steps: [(&'static str, &'static str); 3],
    pub home_resume: &'static str,
    pub home_resume_signed_out: &'static str,
    pub home_under_age: &'static str,
    // Sign-in and real name.
    pub sign_in: &'static str,
    pub sign_in_lead: &'static str,
    pub shared_device: &'static str,
    pub shared_device_detail: &'static str,
    pub not_me: &'static str,
    pub phone: &'static str,
    pub code: &'static str,
    pub get_code: &'static str,
    pub phone_placeholder: &'static str,
    pub code_placeholder: &'static str,
    pub code_missing: &'static str,
    pub phone_missing: &'static str,
    pub code_sent: &'static str,
    pub code_expired: &'static str,
    pub signing_in: &'static str,
    pub sign_in_again: &'static str,
    pub sign_in_again_lead: &'static str,
    pub other_person: &'static str,
    pub real_name: &'static str,
    pub real_name_lead: &'static str,
    pub real_name_name: &'static str,
    pub real_name_number: &'static str,
    pub real_name_name_placeholder: &'static str,
    pub real_name_number_placeholder: &'static str,
    pub checking: &'static str,
    pub next: &'static str,
    // Disclaimer.
    pub disclaimer: &'static str,
    /// Beside a text of the operator, where the page speaks another language than the text.
    pub chinese_binds: Option<&'static str>,
    // The four steps.
    pub form: &'static str,
    pub steps: &'static str,
    pub step_done: &'static str,
    pub go_on: &'static str,
    pub next_question: &'static str,
    pub previous_question: &'static str,
    pub plain: PlainWords,
    pub pictures_in_preparation: &'static str,
    pub pictures_on_their_way: &'static str,
    pub choose: &'static str,
    pub endless: &'static str,
    pub identity_lead: &'static str,
    pub identity_pictures: &'static str,
    pub identity_answers: &'static str,
    pub from_number: &'static str,
    pub read_under_way: &'static str,
    pub read_all: &'static str,
    pub read_partly: &'static str,
    pub read_too_slow: &'static str,
    pub read_offline: &'static str,
    pub read_failed: &'static str,
    pub read_again: &'static str,
    pub read_tries_used_up: &'static str,
    pub emblem_side: &'static str,
    pub portrait_side: &'static str,
    pub turned: &'static str,
    pub exchanged: &'static str,
    pub from_picture: &'static str,
    pub not_read: &'static str,
    /// Before what was read where the person has typed something else.
    pub read_otherwise: &'static str,
    /// Before the address that the card gives, which need not be where the person lives.
    pub registered_address: &'static str,
    pub take_read: &'static str,
    pub take_registered_address: &'static str,
    pub basic_lead: &'static str,
    pub district_placeholder: &'static str,
    pub address_placeholder: &'static str,
    pub occupation_placeholder: &'static str,
    pub landline_placeholder: &'static str,
    pub date_placeholder: &'static str,
    pub card_uses: &'static str,
    pub card_use_social: &'static str,
    pub card_use_medical: &'static str,
    pub card_uses_hint: &'static str,
    pub photo_rules: [&'static str; 3],
    pub mobile_placeholder: &'static str,
    pub bank_placeholder: &'static str,
    pub search_branch: &'static str,
    pub branch_district: &'static str,
    pub all_districts: &'static str,
    pub delivery_lead: &'static str,
    pub pickup_detail: &'static str,
    pub mail_detail: &'static str,
    pub mail_closed: &'static str,
    pub recipient_placeholder: &'static str,
    pub region_placeholder: &'static str,
    pub postcode_placeholder: &'static str,
    // Check and submit.
    pub check: &'static str,
    pub check_lead: &'static str,
    pub change: &'static str,
    pub show: &'static str,
    pub hide: &'static str,
    pub not_given: &'static str,
    pub picture_given: &'static str,
    pub pledge_before: &'static str,
    pub pledge_title: &'static str,
    pub pledge_after: &'static str,
    pub pledge_open: &'static str,
    pub pledge_missing: &'static str,
    pub cycle: &'static str,
    pub submit_question: &'static str,
    pub submitting: &'static str,
    pub submit_again: &'static str,
    pub done_title: &'static str,
    pub done: &'static str,
    pub receipt_number: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_by_hand: &'static str,
    pub done_next: &'static str,
    pub done_steps: [&'static str; 3],
    pub home: &'static str,
    pub return_to_host: &'static str,
    pub host_phone_failed: &'static str,
    // Me.
    pub sign_out: &'static str,
    pub leave: &'static str,
    pub sign_out_question: &'static str,
    pub sign_out_detail: &'static str,
    pub sign_out_unheard: &'static str,
    pub sign_out_unheard_detail: &'static str,
    pub not_real_named: &'static str,
    pub real_named: &'static str,
    pub no_applications: &'static str,
    pub no_applications_detail: &'static str,
    pub application: &'static str,
    pub application_kind: &'static str,
    pub submitted_at: &'static str,
    pub changed_at: &'static str,
    pub time_line: &'static str,
    pub answers: &'static str,
    // Pages that are not.
    pub not_found: &'static str,
    pub not_found_detail: &'static str,
    pub no_start: &'static str,
    /// Choosing and cutting pictures.
    pub crop: CropWords,
    /// The camera.
    pub camera: CameraWords,
    /// The corners of a card.
    pub corners: CornerWords,
    /// Accounts, captchas and devices.
    pub account: AccountWords,
    /// 人脸识别.
    pub face: FaceWords,
    /// 身份认证 of 京通.
    pub identity_check: IdentityCheckWords,
    /// Characters that few keyboards write.
    pub rare: RareWords,
    /// Ways to sign in by way of something else.
    pub ways_in: WaysInWords,
    /// What each door says otherwise.
    pub at_portal: DoorWords,
    pub at_jingtong: DoorWords,
    pub at_minsheng: DoorWords,
    /// The pages of 网上服务大厅.
    pub portal: PortalWords,
    /// The pages of 京通.
    pub jingtong: JingtongWords,
    /// 资格校验.
    pub eligibility: EligibilityWords,
}

/// What is said otherwise in 长辈版: where an answer is found, in plain words, and where to go on.
#[derive(Clone, Copy, Debug)]
pub struct PlainWords {
    pub valid_from: &'static str,
    pub valid_until: &'static str,
    pub authority: &'static str,
    pub address: &'static str,
    pub landline: &'static str,
    pub branch: &'static str,
    pub read_all: &'static str,
}

/// Calls a function of the language that the person has chosen; every language has one of each.
macro_rules! said {
    ($function:ident($($given:expr),*)) => {
        match language() {
            Language::ZhCn => zh_cn::$function($($given),*),
            Language::En => en::$function($($given),*),
        }
    };
}
pub(crate) use said;

#[cfg(test)]
mod tests;

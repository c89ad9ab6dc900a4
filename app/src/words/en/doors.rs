//! English: the words of each door.

use crate::words::{DoorWords, EligibilityWords, JingtongWords, PortalWords};

pub(in crate::words) const AT_PORTAL: DoorWords = DoorWords {
    service: "Beijing Human Resources and Social Security Bureau",
    disclaimer_agree: "I agree",
    disclaimer_missing: "Please read the disclaimer, and tick \"I agree\"",
    disclaimer_confirm: "OK",
    submit: "Submit",
    pickup: "Collect in person at the branch",
    mail: "Post from the bank",
    choose_branch: "Please choose the branch of the bank",
    branch_placeholder: "Please choose",
    choose_bank_first: "Please choose the bank first.",
    branch_gone: "The bank has changed: please choose the branch again",
};

pub(in crate::words) const AT_JINGTONG: DoorWords = DoorWords {
    service: "Jingtong",
    disclaimer_agree: "I agree",
    disclaimer_missing: "Please read the disclaimer, and tick \"I agree\"",
    disclaimer_confirm: "Apply",
    submit: "Submit",
    pickup: "Collect in person at the branch",
    mail: "Post from the bank",
    choose_branch: "Please choose the branch of the bank",
    branch_placeholder: "Please choose",
    choose_bank_first: "Please choose the bank first.",
    branch_gone: "The bank has changed: please choose the branch again",
};

pub(in crate::words) const AT_MINSHENG: DoorWords = DoorWords {
    service: "Beijing Minsheng Card",
    disclaimer_agree: "I have read and agree to the disclaimer",
    disclaimer_missing: "Please read the disclaimer, and tick \"I have read and agree to the disclaimer\"",
    disclaimer_confirm: "OK",
    submit: "Submit",
    pickup: "Collect in person at the branch",
    mail: "Post from the bank",
    choose_branch: "Please choose the branch of the bank",
    branch_placeholder: "Please choose the branch of the bank",
    choose_bank_first: "Please choose the bank first.",
    branch_gone: "The bank has changed: please choose the branch again",
};

pub(in crate::words) const PORTAL: PortalWords = PortalWords {
    hall: "Online service hall",
    to_home: "Back to home",
    links: "Personal",
    path: "You are here",
    personal: "Personal services",
    apply: "Apply for my social security card",
    apply_detail: "First application for a third-generation card. There is no charge for the card or its delivery",
    applications_detail: "Follow your applications and the making of the card",
    home_lead: "Please choose what you want to do",
    form_title: "Application for a social security card",
    uses_label: "What my card can do: ",
    use_social: "Social security",
    use_medical: "Paying for medical care",
    to_upload: "Upload",
    upload_again: "Upload again",
    upload_title: "Upload a picture",
    upload_done: "Done",
    hints: "Please note:",
    hint_choose_photo: "1. Choose a photo for the card. It is checked when it is uploaded.",
    hint_choose_portrait: "1. Choose a picture of the personal details side of the ID card itself. It is checked when it is uploaded.",
    hint_choose_emblem: "1. Choose a picture of the national emblem side of the ID card itself. It is checked when it is uploaded.",
    hint_true: "2. The picture has to be genuine, sharp and complete, with nothing covering it and without glare.",
    hint_crop: "3. Move or zoom the picture with the mouse until it fills the frame.",
    card_example: "What a picture of an ID card looks like:",
    photo_note: "If the photo does not look like you, click it to upload another",
    photo_again: "Press the photo to upload another",
    to_hall: "Back to the service hall",
    after_note: "Once your application is accepted, wait for the bank's text message, and collect the card at the branch that you have chosen.",
    correct: "Change",
    correct_title: "Change the mobile number",
    correct_detail: "A code is sent to the new number. The notice to collect the card goes there as well.",
    corrected: "The mobile number was changed",
    about: "About us",
    about_text: "This service is provided by the Beijing Municipal Human Resources and Social Security Bureau. People insured in Beijing apply here for the third-generation social security card.",
    legal: "Legal notice",
    legal_text: "Please read the disclaimer before you apply. What you give is used to handle this application, to make the card and to deliver it, and for nothing else.",
    site_map: "Site map",
    suggestions: "Suggestions",
    suggestions_text: "Please tell us what could be better by telephone. We note it and work on it: ",
};

pub(in crate::words) const JINGTONG: JingtongWords = JingtongWords {
    home_title: "Third-generation social security card",
    form_title: "Application for a third-generation card",
    home_lead: "People insured in Beijing can apply online. There is no charge for the card or its delivery.",
    apply: "Apply for myself",
    bar_eligibility: "Apply for the card",
    applicant_name: "Name of the applicant",
    type_here: "Please type",
    photo_hint: "Please upload a photo of 358 × 441 pixels on a white background, between 20 KB and 8.75 MB",
    licence_used: "Your electronic licence serves as the pictures of your ID card, as you authorised. Nothing has to be uploaded.",
    licence_instead: "Upload pictures of my ID card instead",
    licence_left: "You upload the pictures yourself; the electronic licence is not used",
    licence_away: "Your electronic licence cannot be had for now. Please upload pictures of your ID card yourself.",
    hint_uses: "1. Please check what your card can do. If something is wrong, call 96066",
    hint_after: "2. Once your application is accepted, wait for the bank's text message, and collect the card at the branch that you have chosen.",
    hint_cycle: "3. The card is made within 30 calendar days.",
};

pub(in crate::words) const ELIGIBILITY: EligibilityWords = EligibilityWords {
    title: "The applicant",
    licence_hint: "If your ID card was issued by the police of Beijing, you can tick the consent below. With it we take the pictures of your ID card from your electronic licence.",
    consent_name: "Access: ",
    consent: "I agree that my data are collected to check whether I may apply for a third-generation social security card, and that my electronic licence is used for the application.",
    consent_missing: "Please read and tick the consent to access, then start the check",
    start: "Start the check",
    asking: "Checking whether you may apply. Please wait",
    passed: "You may apply",
    go_on: "Continue",
    refused: "You cannot apply for now",
    not_insured: "We found no insurance of yours in Beijing. Please register with social insurance first, through your employer or by yourself. If you are insured, please call 96066.",
    in_making: "A card of yours is being made or an application is under way. There is no need to apply again. Please follow it under My applications; a card is made within 30 calendar days.",
    not_matched: "Your name and ID number do not agree with those of your insurance. If your name has changed, please tell a social insurance office first, or call 96066.",
    again: "Check again",
};

pub(in crate::words) fn welcome(name: &str) -> String {
    format!("Welcome, {name}")
}

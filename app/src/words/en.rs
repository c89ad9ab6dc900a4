//! English. Where a person has to recognise a Chinese word on a card or a sign, it stands in brackets.

mod pictures;
mod rare;

use sscard_shared::api::ErrorCode;

use super::{PlainWords, Words};

pub(super) use pictures::*;
pub(super) use rare::*;

pub(super) const WORDS: Words = Words {
    // The whole page.
    service: "Beijing Minsheng Card",
    skip_to_content: "Skip to main content",
    back: "Back",
    close: "Close",
    cancel: "Cancel",
    confirm: "OK",
    retry: "Try again",
    optional: "Optional",
    loading: "Loading",
    language: "Language",
    elder: "Senior mode",
    elder_detail: "Large letters, large buttons, one question at a time",
    elder_hint: "Letters too small? Open Senior mode",
    elder_open: "Open Senior mode",
    elder_hint_close: "Do not show again",
    settings: "Settings",
    letters: "Letter size",
    letters_standard: "Standard",
    letters_large: "Large",
    letters_largest: "Largest",
    aloud: "Read aloud",
    aloud_detail: "Reads the words of the page when you press a reading button",
    read_page: "Read this page aloud",
    read_pause: "Pause",
    read_go_on: "Go on",
    read_stop: "Stop reading",
    read_question: "Read aloud",
    not_answered: "Not filled in yet",
    me: "My account",
    my_applications: "My applications",
    footer: "Provided by the Beijing Municipal Human Resources and Social Security Bureau",
    ask_by_phone: "Telephone enquiries: ",
    comma: ", ",
    before_time: ", ",
    colon: ": ",
    sandbox: "Demonstration",
    sandbox_detail: "Please do not enter real details",
    sandbox_outbox: "Text messages",
    sandbox_people: "Sample people",
    offline_bar: "You are offline. What you have filled in is saved on this device, and will go on by itself once you are back online.",
    undo: "Undo",
    branch_gone: "The bank has changed: please choose the branch again",
    upload_stopped: "Upload stopped. The picture is kept on this device",
    offline_try_again: "The server cannot be reached for now. Please check your network and try again. What you have filled in is saved on this device.",
    signed_out: "Your sign-in has expired. Please sign in again. What you have filled in is saved.",
    check_answers: "Some answers are not right. Please correct them as shown.",
    // Home.
    home_title: "Third-generation social security card",
    home_lead: "People insured in Beijing can apply online, in about 3 minutes. There is no charge for the card or its delivery.",
    apply: "Apply for my social security card",
    home_prepare: "Please have ready",
    home_needs: [
        (
            "Pictures of your ID card itself",
            "One of the national emblem side (国徽面), one of the personal details side (个人信息面)",
        ),
        (
            "A recent colour photo without a hat",
            "White background, sharp and complete, nothing covering the face",
        ),
        (
            "Your own mobile phone",
            "To receive the code to sign in, and the notice to collect the card",
        ),
    ],
    home_road: "How it works",
    home_steps: [
        (
            "Sign in and verify who you are",
            "Sign in with a code sent to your mobile number, then check name and ID number",
        ),
        ("Fill in the application", "Identity, basic details, card details, receiving the card"),
        (
            "Wait for the card, then activate it",
            "The card is made within 30 calendar days; collect it at the branch, or have it posted by the bank",
        ),
    ],
    home_resume: "You have an application that is not submitted yet. It has been saved for you.",
    home_resume_link: "Continue",
    home_under_age: "For insured people under the age of 18 a guardian applies, and collects the card at the branch of the bank.",
    // Sign-in and real name.
    sign_in: "Sign in",
    sign_in_lead: "Sign in with your own mobile number. A new number is registered by itself.",
    shared_device: "Others use this device too",
    shared_device_detail: "Closing the page signs you out; nothing you fill in and no picture stays on this device.",
    not_me: "I am somebody else: sign out",
    phone: "Mobile number",
    code: "Code from the text message",
    get_code: "Get code",
    phone_placeholder: "11-digit mobile number",
    code_placeholder: "6 digits",
    code_missing: "Please enter the 6-digit code from the text message",
    code_expired: "The code has expired. Please ask for another. There is no need to type the mobile number again.",
    phone_missing: "Please enter the mobile number",
    code_sent: "A code has been sent. It is good for 5 minutes. If it does not arrive, please check the mobile number, or get another code a little later.",
    signing_in: "Signing in…",
    sign_in_again: "Please sign in again",
    sign_in_again_lead: "Your sign-in has expired. What you have filled in is saved; sign in again to continue.",
    other_person: "Another person has signed in. What was filled in before has been removed from this device.",
    real_name: "Identity check",
    real_name_lead: "Please enter the name and number on your own ID card. They are checked against the insurance records.",
    real_name_name: "Name",
    real_name_number: "ID card number",
    real_name_name_placeholder: "Please enter the name",
    real_name_number_placeholder: "18 characters",
    checking: "Checking…",
    next: "Next",
    // Disclaimer.
    disclaimer: "Disclaimer",
    disclaimer_agree: "I have read and agree to the disclaimer",
    disclaimer_missing: "Please read the disclaimer, and tick \"I have read and agree to the disclaimer\"",
    chinese_binds: Some("This text is in Chinese. The Chinese text is the binding one."),
    // The four steps.
    form: "Application for myself",
    steps: "Steps of the application",
    step_done: "(filled in)",
    go_on: "OK, next",
    next_question: "Next question",
    previous_question: "Previous question",
    plain: PLAIN,
    pictures_on_their_way: "A picture is being uploaded. You can submit as soon as it is there",
    choose: "Please choose",
    endless: "Long-term (长期)",
    identity_lead: "Please upload pictures of your own ID card itself, and check the details below.",
    identity_pictures: "Pictures of the ID card",
    identity_answers: "Please check these details",
    from_number: "Filled in from the ID number, please check",
    read_under_way: "Reading the ID card…",
    read_all: "Read. Please check the details below",
    read_partly: "Some details could not be read clearly. Please fill them in from the picture",
    read_too_slow: "Reading took too long. Please fill in the details by hand, or have it read again",
    read_offline: "You are offline, so the card cannot be read for now. Please fill in the details by hand, or have it read once you are back online",
    read_failed: "The card could not be read. Please fill in the details by hand, or have it read again",
    read_again: "Read again",
    read_tries_used_up: "No more pictures can be read for now. Please fill in the details from the picture by hand",
    emblem_side: "national emblem side (国徽面)",
    portrait_side: "personal details side (个人信息面)",
    turned: "The picture has been turned upright for you",
    exchanged: "The two sides were in each other's place, and have been exchanged for you",
    from_picture: "Read from the picture, please check",
    not_read: "Not clearly legible, please fill it in from the picture",
    read_otherwise: "On the picture: ",
    registered_address: "Address on the ID card: ",
    take_read: "Use this",
    take_registered_address: "Use the address on the ID card",
    basic_lead: "Please fill in the address where you live now, and your occupation.",
    district_placeholder: "Please choose the district of residence",
    address_placeholder: "Full address in Chinese, down to the door number",
    occupation_placeholder: "Please choose the occupation",
    landline_placeholder: "e.g. 010-12345678",
    date_placeholder: "e.g. 20200301",
    card_uses: "What my social security card can do",
    card_use_social: "Social security",
    card_use_medical: "Payment of medical care",
    card_uses_hint: "Please check these functions of your social security card. If anything is not right, please call: ",
    photo_rules: [
        "1. Please upload a recent colour photo of yourself without a hat; it has to be true and valid.",
        "2. The photo has to be sharp and complete, with nothing covering the face and without reflections.",
        "3. The photo's file has to be between 20 KB and 8.75 MB.",
    ],
    mobile_placeholder: "Mobile number",
    bank_placeholder: "Please choose the bank that issues the card",
    choose_branch: "Please choose the branch of the bank",
    choose_bank_first: "Please choose the bank first.",
    search_branch: "Search by name or address, in Chinese",
    branch_district: "District",
    all_districts: "All districts",
    delivery_lead: "Please choose how to receive the social security card.",
    pickup: "Collect in person at the branch",
    pickup_detail: "Once the bank has sent you a text message, collect the card at the branch that you chose.",
    mail: "Post from the bank",
    mail_detail: "Posted by the bank that issues the card, free of charge.",
    mail_closed: "Not possible under the age of 18: a guardian has to collect the card at the branch.",
    recipient_placeholder: "Name of the recipient",
    region_placeholder: "Please choose the recipient's district or province",
    postcode_placeholder: "6-digit postcode",
    // Check and submit.
    check: "Check your application",
    check_lead: "Please check these details, and submit once they are right.",
    change: "Change",
    show: "Show in full",
    hide: "Hide",
    not_given: "Not given",
    picture_given: "Uploaded",
    pledge_before: "I have read and agree to the ",
    pledge_title: "Applicant's undertaking for the third-generation social security card",
    pledge_after: ", and know that applying for the card itself also creates an electronic social security card.",
    pledge_open: "Read the applicant's undertaking",
    pledge_missing: "Please read the applicant's undertaking, and tick the box to agree",
    cycle: "The card is made within 30 calendar days.",
    submit: "Submit",
    submit_question: "Submit your application?",
    submitting: "Submitting. Please do not close the page…",
    submit_again: " No result was received. You can safely submit again: there will be one application only.",
    done_title: "Submitted",
    done: "Your application has been submitted. You can follow it under My account, My applications",
    receipt_number: "Receipt number",
    copy: "Copy number",
    copied: "Copied",
    copy_by_hand: "The number could not be copied. Please press and hold it to copy it",
    done_next: "What happens next",
    done_steps: [
        "We review your application; you find the result under My applications.",
        "The card is made within 30 calendar days. Once the bank has sent you a text message, you receive the card in the way that you chose.",
        "Please activate the card soon after you receive it, so that it can be used.",
    ],
    home: "Back to start",
    // Me.
    sign_out: "Sign out",
    sign_out_question: "Sign out?",
    sign_out_detail: "The draft and pictures on this device will be removed. What you have filled in stays on the server: sign in again to continue.",
    sign_out_unheard: "Clear this device and sign out",
    sign_out_unheard_detail: "If somebody else takes over this device, you can clear it now; you are signed out as soon as there is a network. What you filled in without a network is not kept.",
    not_real_named: "Identity not checked yet",
    real_named: "Identity checked",
    no_applications: "No applications yet",
    no_applications_detail: "Once you have submitted an application, you can follow it here.",
    application: "Progress",
    application_kind: "Third-generation social security card",
    submitted_at: "Submitted on",
    changed_at: "Updated on",
    time_line: "Progress so far",
    answers: "Details of the application",
    // Pages that are not.
    not_found: "This page was not found",
    not_found_detail: "The link may be out of date, or the address mistyped.",
    no_start: "The page did not open",
    crop: CROP,
    camera: CAMERA,
    corners: CORNERS,
    rare: RARE,
};

/// The server speaks Chinese; its English is made of the code and the seconds to wait.
const PLAIN: PlainWords = PlainWords {
    valid_from: "Look at the lowest line of the national emblem side (国徽面) of the card: the first date",
    valid_until: "Look at the lowest line of the national emblem side (国徽面) of the card: the second date; tick Long-term where there is none (长期)",
    authority: "Copy what stands on the national emblem side (国徽面) of the card after “Issuing authority” (签发机关)",
    address: "Where you live now, down to building, entrance and room",
    landline: "You may leave this empty if you have no landline",
    branch: "The branch where you want to collect your card",
    read_all: "Read. Please check the details in the next questions",
};

pub(super) fn question_place(at: usize, of: usize) -> String {
    format!("Question {at} of {of}")
}

pub(super) fn answered(answer: &str) -> String {
    format!("You filled in: {answer}")
}

pub(super) fn server_said(code: ErrorCode, _: &str, retry_after: Option<u32>) -> String {
    let words = match code {
        ErrorCode::BadRequest => {
            "The request could not be understood. Please refresh the page and try again."
        }
        ErrorCode::SignedOut => WORDS.signed_out,
        ErrorCode::Forbidden => {
            "Please complete the identity check first. If you have, please refresh the page and try again."
        }
        ErrorCode::NotFound => "What you asked for was not found. Please go back and try again.",
        ErrorCode::MethodNotAllowed => {
            "This is not possible here. Please refresh the page and try again."
        }
        ErrorCode::Conflict => {
            "You have submitted an application already. Please follow it under My account, My applications; there is no need to submit again."
        }
        ErrorCode::TooLarge => {
            "What you sent is too large. Please choose a smaller picture, and try again."
        }
        ErrorCode::UnsupportedType => {
            "This kind of file cannot be used. Please choose a JPG or PNG picture."
        }
        ErrorCode::Faults => "Some answers are not right. Please correct them as shown.",
        ErrorCode::BadCode => {
            "The code is not right, or no longer good. Please check it, or get another code."
        }
        ErrorCode::NotInsured => {
            "Name and ID number do not agree, or no insurance record was found. Please check both and try again; for questions please call 96066."
        }
        ErrorCode::TooMany => return too_many(retry_after.unwrap_or(60)),
        ErrorCode::Internal => {
            "Something went wrong on our side. Please try again later. What you have filled in is saved."
        }
        ErrorCode::Unavailable => {
            "This service is not available for now. Please try again in a moment. What you have filled in will not be lost."
        }
    };
    words.to_owned()
}

fn too_many(seconds: u32) -> String {
    let (count, unit) = match seconds {
        0..=90 => (seconds.max(1), "second"),
        91..=5_400 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3_600), "hour"),
    };
    ["That was too often. Please try again in ", &counted(count as usize, unit), "."].concat()
}

/// `1 branch`, `2 branches`.
fn counted(count: usize, thing: &str) -> String {
    let ending = match (count, thing.ends_with("ch")) {
        (1, _) => "",
        (_, true) => "es",
        (_, false) => "s",
    };
    [&count.to_string(), " ", thing, ending].concat()
}

pub(super) fn ask_with_number(message: &str, request_id: &str) -> String {
    format!("{message} (For help please call 96066 and tell them the number {request_id}.)")
}

pub(super) fn code_again_in(seconds: u32) -> String {
    format!("New code in {seconds} s")
}

pub(super) fn as_real_named(name: &str) -> String {
    format!("Please fill in the details of the person whose identity was checked ({name})")
}

pub(super) fn tries_left(tries: u32) -> String {
    match tries {
        0 => WORDS.read_tries_used_up.to_owned(),
        tries => [&counted(tries as usize, "more picture"), " can be read for now"].concat(),
    }
}

pub(super) fn moved_to(side: &str) -> String {
    format!("This is the {side}. It has been put in its place for you")
}

pub(super) fn not_this_side(side: &str, wanted: &str) -> String {
    format!("You uploaded the {side}. Please upload the {wanted} here")
}

pub(super) fn strip_of(label: &str) -> String {
    [label, " on the picture of the card"].concat()
}

pub(super) fn open_calendar(label: &str) -> String {
    ["Open the calendar: ", label].concat()
}

pub(super) fn uploading(percent: u8, turn: usize, of: usize) -> String {
    match of {
        0 | 1 => format!("Uploading {percent}%"),
        of => format!("Uploading {percent}% ({turn} of {of} pictures)"),
    }
}

pub(super) fn removed(label: &str) -> String {
    ["Removed: ", label].concat()
}

pub(super) fn taken_over(label: &str) -> String {
    ["Taken from the picture: ", label].concat()
}

pub(super) fn kept_here(steps: &[&str], pictures: usize) -> String {
    let kept = match steps {
        [] => String::new(),
        steps => ["Saved: ", &steps.join(", ")].concat(),
    };
    let waiting = match pictures {
        0 => String::new(),
        pictures => [&counted(pictures, "picture"), " to be uploaded once you are online"].concat(),
    };
    [kept, waiting].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

pub(super) fn catching_up(pictures: usize) -> String {
    ["Back online, uploading ", &counted(pictures, "picture")].concat()
}

pub(super) fn mend_first(count: usize) -> String {
    [&counted(count, "answer"), " to correct"].concat()
}

pub(super) fn branches_found(found: usize, listed: usize) -> String {
    match found {
        0 => "No branch was found. Please try another word, or choose all districts".to_owned(),
        found if found > listed => format!(
            "{found} branches, of which the first {listed} are shown. Enter a name or address to see fewer"
        ),
        found => counted(found, "branch"),
    }
}

pub(super) fn act_on(act: &str, thing: &str) -> String {
    [act, ": ", thing].concat()
}

pub(super) fn agreed_to(version: &str) -> String {
    ["Read and agreed to (version ", version, ")"].concat()
}

/// `23 November 2026`.
pub(super) fn day(iso: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = iso.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day: u8 = day.parse().ok()?;
    Some([&day.to_string(), " ", month, " ", year].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_all_else_plural() {
        for (said, wanted) in [
            (branches_found(1, 60), "1 branch"),
            (branches_found(2, 60), "2 branches"),
            (strokes(1), "1 stroke"),
            (characters_found(0), "0 characters found"),
            (mend_first(1), "1 answer to correct"),
            (mend_first(3), "3 answers to correct"),
            (tries_left(1), "1 more picture can be read for now"),
            (tries_left(2), "2 more pictures can be read for now"),
            (too_many(1), "That was too often. Please try again in 1 second."),
            (too_many(120), "That was too often. Please try again in 2 minutes."),
            (too_many(86_400), "That was too often. Please try again in 24 hours."),
        ] {
            assert_eq!(said, wanted);
        }
    }

    #[test]
    fn a_day_is_written_out_or_is_none() {
        for (iso, wanted) in [
            ("2026-11-23", Some("23 November 2026")),
            ("1990-03-07", Some("7 March 1990")),
            ("2026-13-01", None),
            ("2026-00-01", None),
            ("长期", None),
            ("", None),
        ] {
            assert_eq!(day(iso).as_deref(), wanted, "{iso}");
        }
    }
}

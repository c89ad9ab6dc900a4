//! English: accounts, captchas and devices.

use super::WORDS;
use crate::words::AccountWords;

pub(in crate::words) const ACCOUNT: AccountWords = AccountWords {
    open: "Sign in with an account",
    by_sms: "Sign in with a code",
    account: "User name, mobile number or ID card number",
    account_missing: "Please enter the user name, mobile number or ID card number",
    password: "Password",
    password_missing: "Please enter the password",
    show_password: "Show password",
    captcha: "Characters of the picture",
    captcha_missing: "Please enter the characters of the picture; if they are hard to read, take another picture or a question in words",
    captcha_picture: "Picture of characters. If you cannot read it, choose a question in words",
    captcha_another: "Another one",
    captcha_sum: "Hard to read? A question in words",
    captcha_image: "A picture",
    forgotten: "Forgotten the password?",
    remembered: "Back to sign-in",
    reset: "Set a new password",
    reset_lead: "A code will be sent to the mobile number of the account. With it you can set a new password.",
    reset_sent: "If there is such an account, a code has been sent to its mobile number. It is good for 5 minutes.",
    reset_save: "OK, set the new password",
    reset_done: "The new password is set. Please sign in with it.",
    old_password: "Present password",
    new_password: "New password",
    password_rule: "8 to 64 characters, at least two kinds out of letters, digits and symbols",
    change: "Change password",
    change_lead: "You will be signed out on all other devices.",
    changed: "The password is changed, and other devices are signed out",
    devices: "My devices",
    devices_lead: "If you do not know a device, please sign it out and change the password.",
    this_device: "This device",
    end_device: "Sign out there",
    end_others: "Sign out on all other devices",
    end_others_question: "Sign out on all other devices?",
    end_others_detail: "You stay signed in here; on other devices you have to sign in again.",
    device_ended: "Signed out there",
    others_ended: "Signed out on all other devices",
    unknown_device: "Another program",
};

pub(in crate::words) fn signed_in_at(way: &str, moment: &str) -> String {
    let way = match way {
        "sms" => "Code from a text message",
        "password" => "Account and password",
        "face" => "Face",
        "scan" => "Scanned code",
        "oidc" => "Account elsewhere",
        "host_phone" => "Mobile number of the app",
        _ => WORDS.sign_in,
    };
    [way, ", ", moment].concat()
}

pub(in crate::words) fn last_seen(moment: &str) -> String {
    ["Last used: ", moment].concat()
}

/// The names of programs that people know by a Chinese name.
const PROGRAMS: [(&str, &str); 7] = [
    ("微信", "WeChat"),
    ("支付宝", "Alipay"),
    ("百度", "Baidu"),
    ("华为浏览器", "Huawei Browser"),
    ("QQ浏览器", "QQ Browser"),
    ("UC浏览器", "UC Browser"),
    ("其他程序", ACCOUNT.unknown_device),
];

pub(in crate::words) fn device_name(name: &str) -> String {
    PROGRAMS.iter().fold(name.to_owned(), |name, (chinese, english)| name.replace(chinese, english))
}

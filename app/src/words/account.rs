//! Words for accounts, captchas and devices.

use sscard_shared::language::Language;

use super::{en, said, zh_cn};
use crate::language::language;

/// Signing in by an account, its password, and the devices that somebody is signed in on.
#[derive(Clone, Copy, Debug)]
pub struct AccountWords {
    pub open: &'static str,
    pub by_sms: &'static str,
    pub account: &'static str,
    pub account_missing: &'static str,
    pub password: &'static str,
    pub password_missing: &'static str,
    pub show_password: &'static str,
    pub captcha: &'static str,
    pub captcha_missing: &'static str,
    pub captcha_picture: &'static str,
    pub captcha_another: &'static str,
    pub captcha_sum: &'static str,
    pub captcha_image: &'static str,
    pub forgotten: &'static str,
    pub remembered: &'static str,
    pub reset: &'static str,
    pub reset_lead: &'static str,
    pub reset_sent: &'static str,
    pub reset_save: &'static str,
    pub reset_done: &'static str,
    pub old_password: &'static str,
    pub new_password: &'static str,
    pub password_rule: &'static str,
    pub change: &'static str,
    pub change_lead: &'static str,
    pub changed: &'static str,
    pub devices: &'static str,
    pub devices_lead: &'static str,
    pub this_device: &'static str,
    pub end_device: &'static str,
    pub end_others: &'static str,
    pub end_others_question: &'static str,
    pub end_others_detail: &'static str,
    pub device_ended: &'static str,
    pub others_ended: &'static str,
    pub unknown_device: &'static str,
}

/// When and how somebody signed in on a device.
#[must_use]
pub fn signed_in_at(way: &str, moment: &str) -> String {
    said!(signed_in_at(way, moment))
}

/// When a device was last heard of.
#[must_use]
pub fn last_seen(moment: &str) -> String {
    said!(last_seen(moment))
}

/// What a device is called: the server's words are those that its owner knows, whatever the language, but for a few.
#[must_use]
pub fn device_name(name: &str) -> String {
    said!(device_name(name))
}

//! 中文: the ways in.

use sscard_shared::api::ProviderProblem;

use crate::words::WaysInWords;

pub(in crate::words) const WAYS_IN: WaysInWords = WaysInWords {
    ways: "登录方式",
    by_scan: "扫码登录",
    by_account: "账号登录",
    by_provider: "其他渠道登录",
    by_sms: "手机号验证码登录",
    other_ways: "返回其他登录方式",
    scan_how: "使用微信、支付宝或百度端“京通”小程序扫码登录",
    scan_code: "登录二维码",
    scan_lasts: "二维码3分钟内有效，请尽快扫描",
    scan_scanned: "已扫码，请在手机上确认",
    scan_confirmed: "已确认，正在登录",
    scan_refused: "已在手机上取消登录",
    scan_expired: "二维码已失效，点击刷新",
    scan_refresh: "刷新二维码",
    scan_never_share: "请勿将二维码发给他人",
    provider_how: "使用国家政务服务平台账号登录，或者支付宝、微信、百度、电子社保卡进行登录",
    provider_next: "将前往所选渠道登录，完成后自动返回本页面",
    no_provider: "其他渠道登录暂未开通，请选择其他登录方式",
    confirm_title: "扫码登录确认",
    confirm_lead: "有一台设备请求以您的身份登录",
    confirm_what: "登录内容",
    confirm_what_value: "登录网上服务大厅",
    scan_mark: "校验码（应与手机上显示的一致）：",
    confirm_mark: "校验码（应与电脑上显示的一致）",
    confirm_network: "登录网络",
    confirm_network_same: "与本手机的网络出口相同",
    confirm_network_other: "与本手机的网络出口不同",
    confirm_device: "登录设备",
    confirm_time: "请求时间",
    confirm_who: "登录身份",
    confirm_warning: "请确认是您本人在电脑上操作，不要扫描他人发来的二维码",
    confirm: "确认登录",
    confirming: "正在确认",
    confirmed_title: "已确认登录",
    confirmed: "请在电脑上继续办理",
    refused_title: "已取消登录",
    refused: "电脑上不会登录您的账号",
    nothing_scanned: "没有要确认的登录",
    nothing_scanned_detail: "请在电脑上打开登录页面，选择扫码登录，再用手机扫描二维码",
};

pub(in crate::words) fn provider_problem(problem: ProviderProblem) -> String {
    let words = match problem {
        ProviderProblem::Cancelled => "您已取消登录，可重新登录或选择其他登录方式",
        ProviderProblem::Expired => "登录已过期，请重新登录",
        ProviderProblem::TooMany => "您所在的网络登录过于频繁，请稍后再试，或选择其他登录方式",
        ProviderProblem::Unavailable => "该渠道暂时无法登录，请稍后再试，或选择其他登录方式",
    };
    words.to_owned()
}

pub(in crate::words) fn sign_in_with(provider: &str) -> String {
    [provider, "登录"].concat()
}

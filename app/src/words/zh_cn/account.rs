//! 中文: accounts, captchas and devices.

use crate::words::AccountWords;

pub(in crate::words) const ACCOUNT: AccountWords = AccountWords {
    open: "账号登录",
    by_sms: "手机号验证码登录",
    account: "用户名/手机号/身份证号",
    account_missing: "请输入用户名、手机号或身份证号",
    password: "密码",
    password_missing: "请输入密码",
    show_password: "显示密码",
    captcha: "图形验证码",
    captcha_missing: "请输入图形验证码，看不清可以换一张或换成文字题",
    captcha_picture: "图形验证码图片，看不清时可换成文字题",
    captcha_another: "换一张",
    captcha_sum: "看不清？换成文字题",
    captcha_image: "换成图片",
    forgotten: "忘记密码",
    remembered: "返回账号登录",
    reset: "重置密码",
    reset_lead: "验证码将发送到账号绑定的手机号，验证后即可设置新密码。",
    reset_sent: "如账号存在，验证码已发送到绑定的手机号，5分钟内有效。",
    reset_save: "确定，设置新密码",
    reset_done: "新密码已设置，请使用新密码登录。",
    old_password: "原密码",
    new_password: "新密码",
    password_rule: "8至64位，使用字母、数字、符号中的至少两种",
    change: "修改密码",
    change_lead: "修改后，其他设备上的登录将全部退出。",
    changed: "密码已修改，其他设备已退出登录",
    devices: "我的登录设备",
    devices_lead: "如有不认识的设备，请退出该设备并修改密码。",
    this_device: "本机",
    end_device: "退出该设备",
    end_others: "退出其他所有设备",
    end_others_question: "确定退出其他所有设备吗？",
    end_others_detail: "本机保持登录，其他设备需要重新登录。",
    device_ended: "已退出该设备",
    others_ended: "已退出其他所有设备",
    unknown_device: "其他程序",
};

pub(in crate::words) fn signed_in_at(way: &str, moment: &str) -> String {
    let way = match way {
        "sms" => "短信验证码",
        "password" => "账号密码",
        "face" => "人脸识别",
        "scan" => "扫码",
        "oidc" => "第三方账号",
        "host_phone" => "手机号快捷登录",
        _ => "登录",
    };
    format!("{way} · {moment}")
}

pub(in crate::words) fn last_seen(moment: &str) -> String {
    ["最近使用：", moment].concat()
}

pub(in crate::words) fn device_name(name: &str) -> String {
    name.to_owned()
}

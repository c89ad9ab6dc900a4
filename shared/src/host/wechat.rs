//! 微信.

pub(super) const VENDOR: super::Vendor = super::Vendor {
    name: "wechat",
    marks: &["MicroMessenger"],
    mini_program: "miniProgram",
    script: "https://res.wx.qq.com/open/js/jweixin-1.6.0.js",
    // Older clients are called through frames of a scheme of their own.
    schemes: "weixin:",
};

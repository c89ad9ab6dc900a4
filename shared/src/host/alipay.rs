//! 支付宝.

pub(super) const VENDOR: super::Vendor = super::Vendor {
    name: "alipay",
    // Other applications of the group call themselves `AliApp` too, with other letters in brackets.
    marks: &["AlipayClient", "AliApp(AP"],
    mini_program: "MiniProgram",
    // The application itself answers for this name; no such server exists elsewhere.
    script: "https://appx/web-view.min.js",
    schemes: "",
};

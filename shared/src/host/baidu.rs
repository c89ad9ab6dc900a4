//! 百度.

pub(super) const VENDOR: super::Vendor = super::Vendor {
    name: "baidu",
    marks: &["baiduboxapp", "swan/"],
    mini_program: "swan/",
    script: "https://b.bdstatic.com/searchbox/icms/searchbox/js/swan-2.0.21.js",
    schemes: "baiduboxapp:",
};

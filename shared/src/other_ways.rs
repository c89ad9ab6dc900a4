//! The other ways to apply, for whoever cannot run the page: its words, which the server sets without a program.
//!
//! Source: the guide's three entrances, and the notices of the bureau on where the card is issued without the network (区、街道
//! service points and bank branches).

use crate::language::Language;

/// The page's words in one language.
#[derive(Clone, Copy, Debug)]
pub struct OtherWays {
    /// The title.
    pub title: &'static str,
    /// What the page is for.
    pub lead: &'static str,
    /// Each way, with what it wants.
    pub ways: [(&'static str, &'static str); 4],
    /// Before the number to call.
    pub call: &'static str,
    /// Above the list of branches.
    pub branches: &'static str,
    /// Before the banks to choose from.
    pub bank: &'static str,
    /// All banks.
    pub any_bank: &'static str,
    /// Before the field to search by.
    pub search: &'static str,
    /// What the button does.
    pub find: &'static str,
    /// No branch was found.
    pub none: &'static str,
    /// There are more than are shown.
    pub more: &'static str,
    /// Back to the page that wants a program.
    pub back: &'static str,
}

/// The words of a language.
#[must_use]
pub const fn other_ways(language: Language) -> &'static OtherWays {
    match language {
        Language::ZhCn => &ZH_CN,
        Language::En => &EN,
    }
}

const ZH_CN: OtherWays = OtherWays {
    title: "其他办理方式",
    lead: "如果您的手机或浏览器打不开申领页面，还可以用以下方式申领第三代社会保障卡。",
    ways: [
        (
            "换一台设备",
            "请将微信、支付宝、百度或浏览器升级到最新版本，或换一台手机、电脑再打开申领页面。已填写的内容登录后可以继续填写。",
        ),
        (
            "换一个入口",
            "北京市人力资源和社会保障局官网（热点服务-我要办社保卡）；微信、支付宝、百度中的“京通”小程序；微信中的“北京民生一卡通”小程序。",
        ),
        (
            "现场办理",
            "携带本人有效身份证件原件，到区、街道（乡镇）社保卡服务网点或发卡银行网点咨询办理，行前请先致电网点。",
        ),
        (
            "请他人协助",
            "可由家人协助在其手机上打开页面，以您本人的姓名、证件号码和人脸识别登录后申领。未满18周岁的由监护人代为办理。",
        ),
    ],
    call: "客服电话：",
    branches: "查询银行网点",
    bank: "银行",
    any_bank: "全部银行",
    search: "网点名称、地址或所在区",
    find: "查询",
    none: "没有找到符合条件的网点，请换一个银行或关键词。",
    more: "还有更多网点，请输入更多文字缩小范围。",
    back: "返回申领页面",
};

const EN: OtherWays = OtherWays {
    title: "Other ways to apply",
    lead: "If your phone or browser cannot open the application, you can still get a third-generation social security card in these ways.",
    ways: [
        (
            "Another device",
            "Update WeChat, Alipay, Baidu or the browser, or open the application on another phone or computer. What you have filled in is there once you sign in.",
        ),
        (
            "Another entrance",
            "The website of the Beijing Municipal Human Resources and Social Security Bureau; the mini-program “京通” in WeChat, Alipay or Baidu; the mini-program “北京民生一卡通” in WeChat.",
        ),
        (
            "In person",
            "Bring your original, valid identity document to a service point of a district or sub-district, or to a branch of an issuing bank. Please call the branch first.",
        ),
        (
            "With help",
            "A relative can open the application on their phone; you sign in with your own name, number and face. For those under 18 a guardian applies.",
        ),
    ],
    call: "Telephone enquiries: ",
    branches: "Find a branch of a bank",
    bank: "Bank",
    any_bank: "All banks",
    search: "Name, address or district of the branch, in Chinese",
    find: "Find",
    none: "No such branch. Please try another bank or other words.",
    more: "There are more branches. Please type more to narrow them down.",
    back: "Back to the application",
};

//! Where a person can be: every page and its URL, in both directions, and who may see it.

pub mod history;

use sscard_shared::{
    door::{Door, Layout},
    step::Step,
};

use crate::door::door;

/// A page. Each door has those that its layout needs; its name is the first part of their paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// 首页.
    Home,
    /// 登录, or 身份认证 at 京通.
    SignIn,
    /// 实名认证.
    RealName,
    /// 申请本人社会保障卡: wherever the person has to go on. No page of its own, but a link that can be kept and given away.
    Apply,
    /// 免责声明.
    Disclaimer,
    /// 申领人信息: 资格校验.
    Eligibility,
    /// One of the four steps, at the door that has them.
    Step(Step),
    /// Everything on one page, at the doors that have no steps.
    Form,
    /// 申请信息核对.
    Check,
    /// The page after a submit, with the receipt number.
    Done(String),
    /// 关于我们, 法律声明, 网站地图 and 建议征集.
    About,
    /// 个人中心.
    Me,
    /// 我的办事.
    Applications,
    /// One application, by its receipt number.
    Application(String),
    /// 扫码登录确认, on the phone that scanned a code.
    Scan,
    /// No such page.
    NotFound,
}

/// What decides which pages a person may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Somebody is signed in.
    pub signed_in: bool,
    /// And their real name is known.
    pub real_named: bool,
    /// And they agreed to the disclaimer in force.
    pub agreed: bool,
    /// And the register lets them apply.
    pub eligible: bool,
    /// And it was asked with 访问授权.
    pub authorised: bool,
    /// The first step in which something blocks.
    pub unfinished: Option<Step>,
}

/// The door that a path names.
#[must_use]
pub fn door_of(path: &str) -> Option<Door> {
    Door::from_name(path.split('/').find(|part| !part.is_empty())?)
}

impl Route {
    /// The page of a path.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match (door_of(path), parts.as_slice()) {
            (None, []) => Self::Home,
            (Some(door), [_, rest @ ..]) => Self::within(door, rest),
            (None, ["scan"]) => Self::Scan,
            (None, ["me"]) => Self::Me,
            (None, ["me", "applications"]) => Self::Applications,
            (None, ["me", "applications", receipt]) if is_receipt(receipt) => {
                Self::Application((*receipt).to_owned())
            }
            _ => Self::NotFound,
        }
    }

    /// The page of a door, of the rest of its path.
    fn within(door: Door, rest: &[&str]) -> Self {
        match (door.layout(), rest) {
            (_, []) => Self::Home,
            (_, ["sign-in"]) => Self::SignIn,
            (_, ["real-name"]) => Self::RealName,
            (_, ["apply"]) => Self::Apply,
            (_, ["disclaimer"]) => Self::Disclaimer,
            (_, ["eligibility"]) => Self::Eligibility,
            (_, ["done", receipt]) if is_receipt(receipt) => Self::Done((*receipt).to_owned()),
            (Layout::OnePage | Layout::TwoColumns, ["form"]) => Self::Form,
            (Layout::TwoColumns, ["about"]) => Self::About,
            (Layout::Steps, ["check"]) => Self::Check,
            (Layout::Steps, [step]) => Step::ALL
                .into_iter()
                .find(|one| step_word(*one) == *step)
                .map_or(Self::NotFound, Self::Step),
            _ => Self::NotFound,
        }
    }

    /// The path of a page at the door of the moment; a page that does not exist has the path of the way home.
    #[must_use]
    pub fn path(&self) -> String {
        let rest = match self {
            Self::Home | Self::NotFound => "",
            Self::SignIn => "/sign-in",
            Self::RealName => "/real-name",
            Self::Apply => "/apply",
            Self::Disclaimer => "/disclaimer",
            Self::Eligibility => "/eligibility",
            Self::Step(step) => return ["/", door().name(), "/", step_word(*step)].concat(),
            Self::Form => "/form",
            Self::Check => "/check",
            Self::Done(receipt) => return ["/", door().name(), "/done/", receipt].concat(),
            Self::About => "/about",
            Self::Scan => return String::from("/scan"),
            Self::Me => return String::from("/me"),
            Self::Applications => return String::from("/me/applications"),
            Self::Application(receipt) => return ["/me/applications/", receipt].concat(),
        };
        ["/", door().name(), rest].concat()
    }

    /// The page that a person of this standing sees in its place: itself, or what has to be done first.
    #[must_use]
    pub fn allowed(&self, standing: Standing) -> Self {
        self.allowed_at(door(), standing)
    }

    fn allowed_at(&self, door: Door, standing: Standing) -> Self {
        let Standing { signed_in, real_named, agreed, eligible, authorised, unfinished } = standing;
        match self {
            // 京通's pages begin with 身份认证.
            Self::Home if door == Door::Jingtong && !signed_in => Self::SignIn,
            Self::Home | Self::SignIn | Self::About | Self::NotFound => self.clone(),
            _ if !signed_in => Self::SignIn,
            Self::Me | Self::RealName | Self::Done(_) => self.clone(),
            _ if !real_named => Self::RealName,
            Self::Disclaimer | Self::Applications | Self::Application(_) | Self::Scan => {
                self.clone()
            }
            _ if !agreed => Self::Disclaimer,
            Self::Eligibility => self.clone(),
            _ if !eligible => Self::Eligibility,
            // Guide, part 二, 第四步: whoever comes to 京通, and whatever another door has asked the register before.
            _ if door == Door::Jingtong && !authorised => Self::Eligibility,
            Self::Form => self.clone(),
            Self::Apply if door.layout() != Layout::Steps => Self::Form,
            Self::Apply | Self::Check => unfinished.map_or(Self::Check, Self::Step),
            Self::Step(_) => self.clone(),
        }
    }

    /// The page above this one: where 返回 leads when there is no way back in this visit.
    #[must_use]
    pub fn parent(&self) -> Self {
        match self {
            Self::Step(Step::Basic) => Self::Step(Step::Identity),
            Self::Step(Step::Card) => Self::Step(Step::Basic),
            Self::Step(Step::Delivery) => Self::Step(Step::Card),
            Self::Check => Self::Step(Step::Delivery),
            Self::Applications => Self::Me,
            Self::Application(_) => Self::Applications,
            _ => Self::Home,
        }
    }
}

/// The word of a step in its path.
const fn step_word(step: Step) -> &'static str {
    match step {
        Step::Identity => "identity",
        Step::Basic => "basic",
        Step::Card => "card",
        Step::Delivery => "delivery",
    }
}

/// Whether a part of a path can be a receipt number.
fn is_receipt(text: &str) -> bool {
    (8..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Vec<(&'static str, Route)> {
        vec![
            ("/minsheng", Route::Home),
            ("/minsheng/sign-in", Route::SignIn),
            ("/minsheng/real-name", Route::RealName),
            ("/minsheng/apply", Route::Apply),
            ("/minsheng/disclaimer", Route::Disclaimer),
            ("/minsheng/identity", Route::Step(Step::Identity)),
            ("/minsheng/basic", Route::Step(Step::Basic)),
            ("/minsheng/card", Route::Step(Step::Card)),
            ("/minsheng/delivery", Route::Step(Step::Delivery)),
            ("/minsheng/check", Route::Check),
            ("/minsheng/done/1234567890123456", Route::Done(String::from("1234567890123456"))),
            ("/scan", Route::Scan),
            ("/me", Route::Me),
            ("/me/applications", Route::Applications),
            (
                "/me/applications/1234567890123456",
                Route::Application(String::from("1234567890123456")),
            ),
        ]
    }

    #[test]
    fn every_page_has_one_path_and_every_path_one_page() {
        for (path, route) in pages() {
            assert_eq!(Route::parse(path), route, "{path}");
            assert_eq!(route.path(), path);
        }
    }

    #[test]
    fn each_door_has_the_pages_of_its_layout_under_its_name() {
        for (path, door, route) in [
            ("/portal", Some(Door::Portal), Route::Home),
            ("/portal/sign-in", Some(Door::Portal), Route::SignIn),
            ("/portal/form", Some(Door::Portal), Route::Form),
            ("/portal/about", Some(Door::Portal), Route::About),
            ("/portal/basic", Some(Door::Portal), Route::NotFound),
            ("/portal/check", Some(Door::Portal), Route::NotFound),
            ("/jingtong", Some(Door::Jingtong), Route::Home),
            ("/jingtong/eligibility", Some(Door::Jingtong), Route::Eligibility),
            ("/jingtong/form", Some(Door::Jingtong), Route::Form),
            ("/jingtong/about", Some(Door::Jingtong), Route::NotFound),
            ("/minsheng/form", Some(Door::Minsheng), Route::NotFound),
            ("/me", None, Route::Me),
            ("/", None, Route::Home),
        ] {
            assert_eq!((door_of(path), Route::parse(path)), (door, route), "{path}");
        }
    }

    #[test]
    fn the_root_is_home_and_a_trailing_slash_changes_nothing() {
        assert_eq!(Route::parse("/"), Route::Home);
        assert_eq!(Route::parse("/minsheng/basic/"), Route::Step(Step::Basic));
    }

    #[test]
    fn a_path_that_leads_nowhere_says_so() {
        for path in [
            "/portals",
            "/minsheng/nothing",
            "/me/applications/..",
            "/minsheng/done/",
            "/minsheng/basic/more",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn each_thing_is_asked_for_in_its_order() {
        for wanted in [Route::Check, Route::Apply] {
            let mut standing = Standing { unfinished: Some(Step::Basic), ..Standing::default() };
            assert_eq!(wanted.allowed(standing), Route::SignIn);
            standing.signed_in = true;
            assert_eq!(wanted.allowed(standing), Route::RealName);
            standing.real_named = true;
            assert_eq!(wanted.allowed(standing), Route::Disclaimer);
            standing.agreed = true;
            assert_eq!(wanted.allowed(standing), Route::Eligibility);
            standing.eligible = true;
            assert_eq!(wanted.allowed(standing), Route::Step(Step::Basic));
            standing.unfinished = None;
            assert_eq!(wanted.allowed(standing), Route::Check);
        }
    }

    #[test]
    fn the_form_of_jingtong_waits_for_the_authorisation_that_its_guide_asks_for() {
        let mut standing = Standing {
            signed_in: true,
            real_named: true,
            agreed: true,
            eligible: true,
            ..Standing::default()
        };
        for wanted in [Route::Apply, Route::Form] {
            standing.authorised = false;
            assert_eq!(wanted.allowed_at(Door::Jingtong, standing), Route::Eligibility);
            assert_eq!(wanted.allowed_at(Door::Portal, standing), Route::Form);
            standing.authorised = true;
            assert_eq!(wanted.allowed_at(Door::Jingtong, standing), Route::Form);
        }
    }

    #[test]
    fn home_is_open_to_all_and_my_applications_to_those_whose_name_is_known() {
        assert_eq!(Route::Home.allowed(Standing::default()), Route::Home);
        assert_eq!(Route::Applications.allowed(Standing::default()), Route::SignIn);
        let mut standing = Standing { signed_in: true, ..Standing::default() };
        assert_eq!(Route::Applications.allowed(standing), Route::RealName);
        standing.real_named = true;
        assert_eq!(Route::Applications.allowed(standing), Route::Applications);
    }
}

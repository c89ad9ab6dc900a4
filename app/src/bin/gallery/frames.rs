//! What surrounds a page and divides it.

use leptos::prelude::*;
use sscard_app::components::{
    breadcrumb::{Above, Breadcrumb},
    columns::Columns,
    header::{PageFooter, PageHeader},
    stepper::Stepper,
};

const STEPS: [&str; 4] = ["身份识别", "基本信息", "制卡信息", "领卡方式"];

pub(crate) fn steppers() -> AnyView {
    [0, 2, 3]
        .map(|current| view! { <Stepper titles=STEPS.to_vec() current/> })
        .collect_view()
        .into_any()
}

pub(crate) fn frames() -> AnyView {
    let above = vec![
        Above { name: "首页".to_owned(), path: "#frames".to_owned() },
        Above { name: "社会保障卡".to_owned(), path: "#frames".to_owned() },
    ];
    let home = view! { <a href="#frames">"返回首页"</a> }.into_any();
    view! {
        <div class="bar">
            <button type="button" class="bar-back">"返回"</button>
            <a class="bar-title" href="#frames">"北京民生一卡通"</a>
            <a class="bar-me" href="#frames">"个人中心"</a>
        </div>
        <PageHeader label="本人" start=home greeting=Signal::derive(|| Some("吴样本，欢迎您".to_owned()))>
            <a href="#frames">"个人中心"</a>
            <button type="button">"退出"</button>
        </PageHeader>
        <Breadcrumb label="当前位置" above here="第三代社会保障卡申领" on_follow=Callback::new(|_| ())/>
        <div class="strip"><strong>"演示环境"</strong><span>"请勿填写真实信息"</span><a href="#frames">"短信收件箱"</a></div>
        <p class="strip strip-offline">"网络已断开。您填写的内容已保存在本机，联网后会自动继续。"</p>
        <PageFooter>
            <p>"客服电话："<a href="#frames">"96066"</a></p>
            <p>"本服务由北京市人力资源和社会保障局提供"</p>
        </PageFooter>
    }
    .into_any()
}

pub(crate) fn columns() -> AnyView {
    let card =
        |words: &'static str| view! { <section class="cells person"><p>{words}</p></section> };
    view! {
        <Columns>{card("第一栏：本人的卡和它的状态。")}{card("第二栏：可以办理的事项。")}</Columns>
        <Columns aside=true>{card("主要内容：申请信息。")}{card("旁栏：常见问题。")}</Columns>
    }
    .into_any()
}

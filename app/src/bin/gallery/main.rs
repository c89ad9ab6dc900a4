//! Every component in each of its states on one page, for those who build pages and for the tests that compare its picture. It is a
//! program of its own behind the feature `gallery`, and no part of what applicants load.

mod answers;
mod choices;
mod dialogs;
mod frames;
mod places;
mod pressed;

use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(Gallery);
}

/// The page: a group of components after the other.
#[component]
fn Gallery() -> impl IntoView {
    view! {
        <main class="page">
            <h1>"组件"</h1>
            <p class="lead">"每个组件的每种状态。悬停、按下与焦点请用鼠标和键盘查看：焦点是一圈主色的粗线，悬停时边线变为主色，按下时底色变深。"</p>
            {group("buttons", "按钮与链接", pressed::buttons())}
            {group("switches", "开关", pressed::switches())}
            {group("fields", "输入", answers::fields())}
            {group("states", "输入的状态", answers::states())}
            {group("choices", "选择", choices::choices())}
            {group("picker", "长列表", choices::picker())}
            {group("uploader", "图片", choices::uploaders())}
            {group("notes", "提示与错误", places::notes())}
            {group("waiting", "正在加载", places::waiting())}
            {group("empty", "空白", places::empty())}
            {group("cells", "单元格、答案与进度", places::cells())}
            {group("stepper", "步骤", frames::steppers())}
            {group("frames", "页眉、路径、横条与页脚", frames::frames())}
            {group("columns", "两栏", frames::columns())}
            {group("dialogs", "对话框、底部弹层与轻提示", dialogs::dialogs())}
        </main>
    }
    .into_any()
}

fn group(id: &'static str, title: &'static str, content: AnyView) -> AnyView {
    view! { <section id=id aria-label=title><h2 class="group-title">{title}</h2>{content}</section> }
        .into_any()
}

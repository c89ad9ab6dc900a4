//! Choosing one branch out of hundreds: by words, by district, by keyboard or by finger.

use leptos::prelude::*;
use sscard_shared::directory::Branch;
use wasm_bindgen::JsCast;

use super::{
    choice::Options,
    dialog::Dialog,
    field::{Question, cell},
};
use crate::words;

/// How many branches are listed at once; the rest is a matter of typing one more word.
const LISTED: usize = 60;

/// The branches as the page holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Branches {
    /// No bank is chosen yet.
    NoBank,
    /// On their way.
    Loading,
    /// They did not come; the words say why.
    Missed(String),
    /// Here they are.
    Here(Vec<Branch>),
}

/// The cell that opens the list, and the list.
#[component]
pub fn BranchPicker(
    question: Question,
    branches: Signal<Branches>,
    districts: Signal<Options>,
    on_retry: Callback<()>,
) -> impl IntoView {
    let Question { name, text, error, on_input, on_leave, .. } = question;
    let open = RwSignal::new(false);
    let chosen = move || {
        let code = text.get();
        branches.with(|branches| match branches {
            Branches::Here(list) => {
                list.iter().find(|branch| branch.code == code).map(|branch| branch.name.clone())
            }
            _ => None,
        })
    };
    let choose = Callback::new(move |code: String| {
        on_input.try_run(code);
        open.set(false);
        on_leave.try_run(());
    });
    let value_id = ["value-", name].concat();
    let named_by = ["label-", name, " ", &value_id].concat();
    let control = view! {
        <button
            type="button"
            class="control control-select"
            class:control-empty=move || chosen().is_none()
            id=question.id()
            aria-haspopup="dialog"
            aria-labelledby=named_by
            aria-describedby=["note-", name].concat()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            on:click=move |_| open.set(true)
        >
            <span id=value_id>{move || chosen().unwrap_or_else(|| words().choose_branch.to_owned())}</span>
        </button>
        <Dialog open=open title=words().choose_branch sheet=true>
            {move || match branches.get() {
                Branches::NoBank => view! { <p class="dialog-text">{words().choose_bank_first}</p> }.into_any(),
                Branches::Loading => view! { <super::notice::Waiting/> }.into_any(),
                Branches::Missed(problem) => view! { <super::notice::Missed problem on_retry/> }.into_any(),
                Branches::Here(list) => finder(list, districts, text, choose),
            }}
        </Dialog>
    };
    cell(question, control.into_any())
}

/// The search, the district, and what they find.
fn finder(
    list: Vec<Branch>,
    districts: Signal<Options>,
    chosen: Signal<String>,
    choose: Callback<String>,
) -> AnyView {
    let wanted = RwSignal::new(String::new());
    let district = RwSignal::new(String::new());
    let list = StoredValue::new(list);
    let found = Memo::new(move |_| {
        let (wanted, district) = (wanted.get(), district.get());
        list.with_value(|list| {
            list.iter()
                .filter(|branch| fits(branch, &wanted, &district))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let row = move |branch: Branch| {
        let code = branch.code.clone();
        let current = chosen.with_untracked(|chosen| *chosen == code);
        view! {
            <li>
                <button
                    type="button"
                    class="branch"
                    aria-current=current.then_some("true")
                    on:click=move |_| choose.run(code.clone())
                >
                    <span class="branch-name">{branch.name}</span>
                    <span class="branch-place">{branch.address}</span>
                    {(!branch.telephone.is_empty()).then(|| view! { <span class="branch-place">{branch.telephone}</span> })}
                </button>
            </li>
        }
    };
    view! {
        <div class="finder">
            <input
                class="control"
                type="search"
                aria-label=words().search_branch
                placeholder=words().search_branch
                enterkeyhint="search"
                autocomplete="off"
                on:input=move |event| wanted.set(event_target_value(&event))
            />
            <select
                class="control control-select"
                aria-label=words().branch_district
                on:change=move |event| district.set(event_target_value(&event))
            >
                <option value="">{words().all_districts}</option>
                {districts.get_untracked().into_iter().map(|(code, name)| view! { <option value=code>{name}</option> }).collect_view()}
            </select>
        </div>
        <p class="finder-count" role="status">{move || words::branches_found(found.with(Vec::len), LISTED)}</p>
        <ul class="branches" on:keydown=walk>
            {move || found.get().into_iter().take(LISTED).map(row).collect_view()}
        </ul>
    }
    .into_any()
}

/// Whether a branch is of the district and has every wanted word in its name or address.
fn fits(branch: &Branch, wanted: &str, district: &str) -> bool {
    let has = |word: &str| branch.name.contains(word) || branch.address.contains(word);
    (district.is_empty() || branch.district == district) && wanted.split_whitespace().all(has)
}

/// The arrow keys go from branch to branch.
fn walk(event: leptos::ev::KeyboardEvent) {
    let row = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|at| at.parent_element());
    let to = match event.key().as_str() {
        "ArrowDown" => row.and_then(|row| row.next_element_sibling()),
        "ArrowUp" => row.and_then(|row| row.previous_element_sibling()),
        _ => return,
    };
    event.prevent_default();
    let button = to
        .and_then(|row| row.first_element_child())
        .and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(button) = button {
        let _ = button.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wanted_word_has_to_be_there() {
        let branch = Branch {
            code: String::from("B1"),
            bank: String::from("BOB"),
            name: String::from("中关村支行"),
            district: String::from("110108"),
            address: String::from("海淀区中关村大街1号"),
            telephone: String::new(),
        };
        assert!(fits(&branch, "", ""));
        assert!(fits(&branch, "大街 中关村", "110108"));
        assert!(!fits(&branch, "中关村 西单", ""));
        assert!(!fits(&branch, "", "110105"));
    }
}

using System.Dynamic;
using System.Linq.Expressions;

namespace Actors.FrozenJson;

/// <summary>
/// What the dots of a <c>dynamic</c> variable mean: names of the data, and never members of <see cref="FrozenNode"/>. Of an
/// array, which has no names, <c>Count</c> and <c>Length</c> are its length. Methods are those of the class.
/// </summary>
internal sealed class FrozenMembers(Expression expression, FrozenNode node)
    : DynamicMetaObject(expression, BindingRestrictions.GetTypeRestriction(expression, typeof(FrozenNode)), node)
{
    public override DynamicMetaObject BindGetMember(GetMemberBinder binder) =>
        Call((node, name) => Member(node, name), Expression.Constant(binder.Name));

    public override IEnumerable<string> GetDynamicMemberNames() => node.Keys.Select(SafeNames.Spell);

    private static object? Member(FrozenNode node, string name) =>
        name is "Count" or "Length" && node.Element.ValueKind == System.Text.Json.JsonValueKind.Array ? (long)node.Count : node[name];

    private DynamicMetaObject Call(Expression<Func<FrozenNode, string, object?>> get, Expression name) =>
        new(Expression.Invoke(get, Expression.Convert(Expression, typeof(FrozenNode)), name), Restrictions);
}

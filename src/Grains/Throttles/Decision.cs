
namespace Actors.Grains.Throttles;

/// <summary>What one look at the queue came to, for all holders.</summary>
internal sealed class Decision
{
    private readonly List<(PermitGrant Grant, string Holder)> _grants = [];
    private readonly List<(PermitRefusal Refusal, string Holder)> _refusals = [];

    public int Grants => _grants.Count;

    public void Grant(PermitGrant grant, string holder) => _grants.Add((grant, holder));

    public void Refuse(PermitRefusal refusal, string holder) => _refusals.Add((refusal, holder));

    /// <summary>Takes out what is decided for one holder: the answer to its call.</summary>
    public PermitAnswer Take(string holder)
    {
        var answer = new PermitAnswer(
            [.. _grants.Where(one => one.Holder == holder).Select(one => one.Grant)],
            [.. _refusals.Where(one => one.Holder == holder).Select(one => one.Refusal)]);
        _grants.RemoveAll(one => one.Holder == holder);
        _refusals.RemoveAll(one => one.Holder == holder);
        return answer;
    }

    /// <summary>The rest, for those who did not call.</summary>
    public IEnumerable<(string Holder, PermitAnswer Answer)> ByHolder()
    {
        string[] holders = [.. _grants.Select(one => one.Holder).Concat(_refusals.Select(one => one.Holder)).Distinct(StringComparer.Ordinal)];
        return holders.Select(holder => (holder, Take(holder)));
    }
}

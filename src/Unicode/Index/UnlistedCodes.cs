using System.Collections.Immutable;
using Actors.Unicode.Characters;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>
/// Codes without a document: surrogates, private use, what is not assigned. Sets cannot have them, and left out in silence
/// they would be missing from a result that seems complete.
/// </summary>
internal sealed class UnlistedCodes(CharacterTable characters)
{
    /// <summary>
    /// The codes of a query that asks for nothing but codes, one of them unlisted: to be answered as they are, each once, in
    /// their order. Default for every other query.
    /// </summary>
    public ImmutableArray<int> Only(QueryNode node)
    {
        if (node is not QueryNode.Or or || !or.Branches.All(branch => branch is QueryNode.CodePoints))
            return default;
        var codes = or.Branches.SelectMany(branch => ((QueryNode.CodePoints)branch).Codes).ToList();
        return codes.Exists(IsUnlisted) ? [.. codes.Distinct().Order()] : default;
    }

    /// <summary>Codes that are excluded may be any: nothing is missing without them.</summary>
    /// <exception cref="QueryException"><c>bad_term</c>: an unlisted code stands beside other terms.</exception>
    public void Refuse(QueryNode node)
    {
        switch (node)
        {
            case QueryNode.And and:
                foreach (var term in and.Terms)
                    Refuse(term);
                break;
            case QueryNode.Or or:
                foreach (var branch in or.Branches)
                    Refuse(branch);
                break;
            case QueryNode.CodePoints codes:
                foreach (var code in codes.Codes)
                {
                    if (IsUnlisted(code))
                        throw QueryErrors.UnlistedCode(code, codes.Position);
                }

                break;
        }
    }

    private bool IsUnlisted(int code) => characters.DocumentOf(code) < 0;
}

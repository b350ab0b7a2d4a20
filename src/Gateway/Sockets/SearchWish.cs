using Actors.Gateway.Chars;
using Actors.Gateway.Json;
using Actors.Gateway.Problems;
using Actors.Grains.Chars;

namespace Actors.Gateway.Sockets;

/// <summary>What a <c>search</c> frame asks for.</summary>
/// <param name="Request">The query, from its first row on; mode <c>words</c> unless another is named.</param>
/// <param name="Credit">Rows that may be sent before the client has to ask for <c>more</c>: its <c>limit</c>.</param>
internal sealed record SearchWish(CharRequest Request, int Credit)
{
    private const int DefaultLimit = 50;
    private const int MaxName = 64;

    /// <exception cref="ProblemException">A member is unknown or cannot be used.</exception>
    public static SearchWish Parse(JsonFields fields)
    {
        // A missing query is a blank one, and how long one may be is for whoever answers it to say.
        var request = new CharRequest(
            fields.TakeString("q", int.MaxValue, notText: "query_not_text") ?? "",
            fields.TakeString("mode", MaxName) ?? "words",
            fields.TakeString("sort", MaxName),
            fields.TakeString("unicode", MaxName));
        var limit = (int)(fields.TakeInteger("limit", 1, CharDesk.MaxLimit) ?? DefaultLimit);
        fields.RefuseRest();
        return new SearchWish(request, limit);
    }
}

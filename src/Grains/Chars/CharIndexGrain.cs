using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Actors.Unicode;
using Orleans.Concurrency;

namespace Actors.Grains.Chars;

/// <summary>Answers from the index of this silo, whichever key was called. Keeps nothing.</summary>
[StatelessWorker]
[GrainType("chars")]
internal sealed class CharIndexGrain(CharIndexSource source) : Grain, ICharIndexGrain
{
    public async Task<ImmutableArray<CharOutcome>> Find(ImmutableArray<CharRequest> requests)
    {
        var index = await source.Index;
        using var buffer = new RowBuffer();
        var outcomes = new CharOutcome[requests.Length];
        for (var at = 0; at < outcomes.Length; at++)
        {
            buffer.Clear();
            try
            {
                outcomes[at] = new CharOutcome(Find(index, requests[at], buffer), null);
            }
            catch (QueryException error)
            {
                outcomes[at] = new CharOutcome(null, Refusal(error));
            }
            catch (CharQueryException refusal)
            {
                outcomes[at] = new CharOutcome(null, refusal);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(outcomes);
    }

    public Task<CharDocument> Describe(string code) => Answer((index, buffer) =>
    {
        index.WriteDetails(code, buffer);
        return new CharDocument(Version(index), buffer.ToArray());
    });

    public Task<CharDocument> Facets(CharRequest request) => Answer((index, buffer) =>
    {
        var query = CharQuestion.Of(request).Query;
        RefuseBlank(index, query);
        index.WriteFacets(query, buffer);
        return new CharDocument(Version(index), buffer.ToArray());
    });

    private async Task<T> Answer<T>(Func<CharIndex, RowBuffer, T> ask)
    {
        var index = await source.Index;
        using var buffer = new RowBuffer();
        try
        {
            return ask(index, buffer);
        }
        catch (QueryException error)
        {
            throw Refusal(error);
        }
    }

    private static CharPage Find(CharIndex index, CharRequest request, RowBuffer buffer)
    {
        var (query, window, format) = CharQuestion.Of(request);
        if (format == RowFormat.Json)
        {
            RefuseBlank(index, query);
        }

        var result = index.Find(query, window, format, buffer);
        return new CharPage(
            query.Mode.Name(), result.Sort.Name(), result.Unicode, Version(index), result.Total, result.From, result.Count,
            buffer.ToArray(), index.Status(query.Text, result.Total), result.Used, result.Next);
    }

    private static CharQueryException Refusal(QueryException error) => new(error.Code, error.Field, error.Message, error.Position);

    // The book answers nothing to a blank query, and so does the index in its mode; lists here are stricter.
    private static void RefuseBlank(CharIndex index, CharQuery query)
    {
        if (query.Mode == CharMode.Seed && index.Strip(query.Text).Length == 0)
        {
            throw new QueryException("empty_query", "q", "The query is blank.");
        }
    }

    private static DataVersion Version(CharIndex index) => new(index.Version.Unicode, index.Version.Full);
}

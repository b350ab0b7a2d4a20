using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using Actors.Grains.Chars;

namespace Actors.Gateway.Tests.Staged;

/// <summary>
/// A char index without a cluster, of any size, whose answers a test can hold back. Every query finds all rows, and each
/// row is called by its query and its position.
/// </summary>
internal sealed class PlayedIndex
{
    private int _running;
    private int _most;

    public PlayedIndex()
    {
        var index = DispatchProxy.Create<ICharIndexGrain, Proxy>();
        ((Proxy)(object)index).Answer = arguments => Find((ImmutableArray<CharRequest>)arguments[0]!);
        Grains = DispatchProxy.Create<IGrainFactory, Proxy>();
        ((Proxy)(object)Grains).Answer = _ => index;
    }

    public IGrainFactory Grains { get; }

    public int Total { get; set; } = 300;

    /// <summary>Put before each name.</summary>
    public string Padding { get; set; } = "";

    /// <summary>Version of the data; a cursor of another one has expired.</summary>
    public string Data { get; set; } = "18.0-r1";

    /// <summary>What an answer waits for.</summary>
    public Func<CharRequest, Task> Before { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<CharRequest> Asked { get; } = [];

    /// <summary>Calls under way.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Most calls that were ever under way together.</summary>
    public int MostRunning => Volatile.Read(ref _most);

    /// <summary>How many requests each call had.</summary>
    public ConcurrentQueue<int> Batches { get; } = [];

    private async Task<ImmutableArray<CharOutcome>> Find(ImmutableArray<CharRequest> requests)
    {
        Batches.Enqueue(requests.Length);
        return [.. await Task.WhenAll(requests.Select(Outcome))];
    }

    private async Task<CharOutcome> Outcome(CharRequest request)
    {
        try
        {
            return new CharOutcome(await Find(request), null);
        }
        catch (CharQueryException refusal)
        {
            return new CharOutcome(null, refusal);
        }
    }

    private async Task<CharPage> Find(CharRequest request)
    {
        Asked.Enqueue(request);
        var running = Interlocked.Increment(ref _running);
        _most = Math.Max(_most, running);
        try
        {
            await Before(request);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }

        var data = Data;
        var from = 0;
        if (request.After?.Split('|') is [var version, var position])
            from = version == data
                ? int.Parse(position, CultureInfo.InvariantCulture)
                : throw new CharQueryException("cursor_expired", "after", "The data was replaced; start again.");
        var until = Math.Min(Total, from + request.Limit);
        var rows = Enumerable.Range(from, Math.Max(0, until - from)).Select(position => request.Format == CharFormat.Text
            ? $"U+{position:X4} \t*\t{Name(request.Query, position)}\r\n"
            : $$"""{"code":"U+{{position:X4}}","char":"*","name":"{{Name(request.Query, position)}}","block":"Played","category":"So","age":"1.1"}""");
        return new CharPage(
            request.Mode ?? "words", "cp", "18.0", new DataVersion("18.0", data), Total, from, Math.Max(0, until - from),
            Encoding.UTF8.GetBytes(string.Join(request.Format == CharFormat.Text ? "" : ",", rows)),
            $"{Total} matches for '{request.Query}'", null, until < Total ? $"{data}|{until}" : null);
    }

    private string Name(string query, int position) => $"{Padding}{query} {position}";

    /// <summary>Stands for the cluster and its one grain; a class of its own would be taken for a grain by Orleans.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "A proxy is a class derived from this one.")]
    internal class Proxy : DispatchProxy
    {
        public Func<object?[], object?>? Answer { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer!(args ?? []);
    }
}

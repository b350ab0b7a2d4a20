using System.Collections.Concurrent;

namespace Actors.Grains.Tests.Countries;

/// <summary>Counts the calls of each grain method that have run to their first wait, or their end.</summary>
internal sealed class BegunCalls : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Of(string method) => _counts.GetValueOrDefault(method);

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var call = context.Invoke();
        _counts.AddOrUpdate(context.MethodName, 1, (_, count) => count + 1);
        return call;
    }
}

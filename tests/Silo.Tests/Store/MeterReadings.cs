using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Silo.Store;

namespace Actors.Silo.Tests.Store;

/// <summary>Sums what one store's meter reports.</summary>
internal sealed class MeterReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Instrument, string? Result), double> _sums = new();

    public MeterReadings(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StoreMetrics.MeterName && instrument.Meter.Scope == meters) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public double Sum(string instrument, string? result = null) => _sums.GetValueOrDefault((instrument, result));

    public void Observe() => _listener.RecordObservableInstruments();

    public bool Saw(string instrument) => _sums.Keys.Any(key => key.Instrument == instrument);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? result = null;
        foreach (var (name, tag) in tags)
        {
            if (name == "result") result = (string?)tag;
        }

        _sums.AddOrUpdate((instrument.Name, result), value, (_, sum) => sum + value);
    }
}

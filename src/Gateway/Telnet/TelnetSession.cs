using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Actors.Gateway.Problems;
using Actors.Grains.Chars;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Actors.Gateway.Telnet;

/// <summary>
/// One client of the character finder over TCP: a prompt, a line, its rows, and again. Lines that come together are answered
/// in their order; of an answer there is never more than one page here.
/// </summary>
internal sealed class TelnetSession(ConnectionContext connection, string? peer, TelnetContext context)
{
    /// <summary>What a client that was told good-bye may go on sending, and how long, before it is cut off.</summary>
    private const long DrainedBytes = 1 << 20;
    private static readonly TimeSpan DrainedTime = TimeSpan.FromSeconds(2);

    private readonly TelnetReader _reader = new(connection.Transport.Input);
    private readonly PipeWriter _output = connection.Transport.Output;

    /// <summary>Serves the client until it wants no more, or has to go.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    /// <exception cref="OperationCanceledException">The client took nothing in time, or the gateway stops.</exception>
    public async Task Run()
    {
        while (await Prompt() is { Kind: TelnetLineKind.Text } line)
        {
            var query = PythonText.Strip(line.Text);
            // The book's way to leave: only the first character counts.
            if (query is [< ' ', ..])
                break;
            if (query.Length > 0)
                await Answer(query);
        }

        await Leave();
    }

    /// <summary>Says why there is no session, and ends.</summary>
    /// <param name="lingers">The client's input is read away; otherwise one that sends a lot may lose the reason.</param>
    /// <inheritdoc cref="Run"/>
    public async Task Refuse(string reason, bool lingers)
    {
        Write(reason);
        await (lingers ? Leave() : Flush());
    }

    private async Task<TelnetLine> Prompt()
    {
        // A deadline for the line, not for each byte: who sends one a minute is idle too.
        using var idle = new CancellationTokenSource(context.Options.Idle, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, context.Stopping);
        _output.Write("?> "u8);
        await Flush();
        try
        {
            var line = await _reader.Next(either.Token);
            if (line.Kind == TelnetLineKind.TooLong)
                Write($"A line may have at most {TelnetReader.MaxLine} bytes. Good-bye.");
            return line;
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested)
        {
            Write($"No line came for {context.Options.Idle:c}. Good-bye.");
            return new TelnetLine(TelnetLineKind.End);
        }
    }

    /// <summary>Writes rows and status; the last page waits for the prompt to be sent along.</summary>
    private async Task Answer(string query)
    {
        var sent = 0;
        try
        {
            var request = new CharRequest(query, "seed", Limit: CharRequest.MaxLimit, Format: CharFormat.Text);
            while (await Ask(request) is { } page)
            {
                _output.Write(page.Rows);
                sent += page.Count;
                if (page.Next is null)
                {
                    Write(page.Status);
                    return;
                }

                await Flush();
                request = request with { After = page.Next };
            }
        }
        finally
        {
            context.LogAnswered(peer, new ShownText(query), sent);
        }
    }

    /// <summary>One page; null if it cannot be had, which the client was told then.</summary>
    private async ValueTask<CharPage?> Ask(CharRequest request)
    {
        try
        {
            return await context.Chars.Find(request).AsTask().WaitAsync(context.Stopping);
        }
        catch (CharQueryException exception) when (exception.Code == "cursor_expired")
        {
            Write("The data was replaced while this answer was sent. Please ask again.");
        }
        // One question that cannot be answered ends with a line that says so; the session goes on.
        catch (Exception exception) when (!context.Stopping.IsCancellationRequested)
        {
            var problem = ExceptionProblems.From(exception);
            if (problem.Status == StatusCodes.Status500InternalServerError)
                context.LogDefect(exception, peer);
            else if (problem.Status > StatusCodes.Status500InternalServerError)
                context.LogUnavailable(peer, new ShownText(request.Query), exception.Message);
            Write(problem.Detail);
        }

        return null;
    }

    private void Write(string line)
    {
        Encoding.UTF8.GetBytes(line, _output);
        _output.Write("\r\n"u8);
    }

    private async Task Flush()
    {
        try
        {
            var flushing = _output.FlushAsync(context.Stopping);
            var result = flushing.IsCompletedSuccessfully
                ? flushing.Result
                : await flushing.AsTask().WaitAsync(context.Send, context.Time, context.Stopping);
            if (result.IsCompleted)
                throw new ConnectionAbortedException("The client takes nothing any more.");
        }
        catch (TimeoutException)
        {
            context.LogStalled(peer, context.Send);
            var stalled = new ConnectionAbortedException("The client took nothing in time.");
            connection.Abort(stalled);
            throw stalled;
        }
    }

    /// <summary>
    /// Sends what is left and ends our side. Then the client's is read to its end: a socket that is closed with unread input
    /// takes back what it sent last (RFC 1122 §4.2.2.13).
    /// </summary>
    private async Task Leave()
    {
        await Flush();
        using var patience = new CancellationTokenSource(DrainedTime, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.Stopping);
        connection.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
        await _reader.Drain(DrainedBytes, either.Token);
    }
}

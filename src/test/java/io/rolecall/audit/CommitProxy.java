package io.rolecall.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a replica and PostgreSQL, and does something to the next COMMIT of a transaction that records. */
final class CommitProxy implements AutoCloseable {

    enum Fault {
        /** The server commits; the reply never comes. */
        REPLY_LOST,
        /** The line is cut first; the server reads the COMMIT when the client has long been back. */
        COMMIT_LATE,
        /** The line is cut, and the server is told so instead of the COMMIT. */
        COMMIT_LOST
    }

    static final long LATE_MILLIS = 500;

    private final ServerSocket listening;
    private final int port;
    private final AtomicReference<Fault> armed = new AtomicReference<>();

    CommitProxy(int port) throws IOException {
        this.port = port;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** COMMIT is sent in words each time. */
    String url(String url) {
        return url.replace("localhost:" + port, "localhost:" + listening.getLocalPort()) + "&prepareThreshold=0";
    }

    void arm(Fault fault) {
        armed.set(fault);
    }

    boolean fired() {
        return armed.get() == null;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                daemon(() -> requests(client, server));
                daemon(() -> replies(server, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void requests(Socket client, Socket server) {
        boolean records = false;
        byte[] buffer = new byte[1 << 20];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                records |= text.contains("INSERT INTO recommendation");
                Fault fault = records && text.contains("COMMIT") ? armed.getAndSet(null) : null;
                if (fault != null) {
                    client.close();
                    if (fault == Fault.COMMIT_LATE) {
                        Replica.sleep(LATE_MILLIS);
                    }
                    if (fault != Fault.COMMIT_LOST) {
                        out.write(buffer, 0, read);
                        Replica.sleep(LATE_MILLIS);
                    }
                    break;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one of the two is gone
        }
        close(client);
        close(server);
    }

    private static void replies(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // one of the two is gone
        }
        close(client);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it was closed before
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
